package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Conditioning;

@NodeInfo(
        id = "ConditioningSetTimestepRange",
        category = "advanced/conditioning",
        about = "Lets a prompt hold for a part of sampling only: 0 is the noisy start, 1 the end.")
public final class ConditioningSetTimestepRange
        implements Node<ConditioningSetTimestepRange.In, ConditioningSetTimestepRange.Out> {
    public record In(
            Conditioning conditioning,
            @Real(step = 0.001) double start,
            @Real(def = 1, step = 0.001) double end) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.conditioning().map(entry -> entry.withRange(in.start(), in.end())));
    }
}
