package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;

@NodeInfo(
        id = "ConditioningZeroOut",
        category = "advanced/conditioning",
        about = "Replaces a prompt by nothing at all, which differs from the empty prompt.")
public final class ConditioningZeroOut implements Node<ConditioningZeroOut.In, ConditioningZeroOut.Out> {
    public record In(Conditioning conditioning) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.conditioning()
                .map(entry -> entry.withTokens(
                        Tensor.zeros(entry.tokens().shape()),
                        entry.pooled().map(pooled -> Tensor.zeros(pooled.shape())))));
    }
}
