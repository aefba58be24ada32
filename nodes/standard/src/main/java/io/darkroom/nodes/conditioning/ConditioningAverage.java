package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import java.util.Optional;

@NodeInfo(
        id = "ConditioningAverage",
        category = "conditioning",
        about = "Blends two prompts: 1 is the first alone, 0 the second alone.")
public final class ConditioningAverage implements Node<ConditioningAverage.In, ConditioningAverage.Out> {
    public record In(
            Conditioning conditioningTo,
            Conditioning conditioningFrom,
            @Real(def = 1) double conditioningToStrength) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        Conditioning.Entry from = Tokens.first(in.conditioningFrom(), context);
        float strength = (float) in.conditioningToStrength();
        return new Out(in.conditioningTo()
                .map(to -> to.withTokens(
                        blend(to.tokens(), Tokens.ofLength(from.tokens(), to.tokens()), strength),
                        pooled(to, from, strength))));
    }

    private static Optional<Tensor> pooled(Conditioning.Entry to, Conditioning.Entry from, float strength) {
        return from.pooled()
                .map(other ->
                        to.pooled().map(own -> blend(own, other, strength)).orElse(other))
                .or(to::pooled);
    }

    private static Tensor blend(Tensor to, Tensor from, float strength) {
        return to.zip(from, (a, b) -> a * strength + b * (1 - strength));
    }
}
