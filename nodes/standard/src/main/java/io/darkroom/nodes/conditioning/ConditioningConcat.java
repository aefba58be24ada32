package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Conditioning;

@NodeInfo(
        id = "ConditioningConcat",
        name = "Conditioning (Concat)",
        category = "conditioning",
        about = "Appends the tokens of one prompt to another, as if it were longer.")
public final class ConditioningConcat implements Node<ConditioningConcat.In, ConditioningConcat.Out> {
    public record In(Conditioning conditioningTo, Conditioning conditioningFrom) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        Conditioning.Entry from = Tokens.first(in.conditioningFrom(), context);
        return new Out(in.conditioningTo()
                .map(to -> to.withTokens(Tokens.concat(to.tokens(), from.tokens()), to.pooled())));
    }
}
