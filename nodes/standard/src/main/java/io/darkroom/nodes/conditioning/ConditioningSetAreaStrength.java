package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Conditioning;

@NodeInfo(
        id = "ConditioningSetAreaStrength",
        category = "conditioning",
        about = "Sets how much a prompt counts against others that hold at the same place.")
public final class ConditioningSetAreaStrength
        implements Node<ConditioningSetAreaStrength.In, ConditioningSetAreaStrength.Out> {
    public record In(
            Conditioning conditioning,
            @Real(def = 1, max = 10) double strength) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.conditioning().map(entry -> entry.withStrength(in.strength())));
    }
}
