package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Mask;

@NodeInfo(
        id = "ConditioningSetMask",
        name = "Conditioning (Set Mask)",
        category = "conditioning",
        about = "Lets a prompt hold where a mask selects; with mask bounds only that part is computed.")
public final class ConditioningSetMask implements Node<ConditioningSetMask.In, ConditioningSetMask.Out> {
    public record In(
            Conditioning conditioning,
            Mask mask,
            @Real(def = 1, max = 10) double strength,
            @Choice({"default", "mask bounds"}) String setCondArea) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        boolean boundsOnly = in.setCondArea().equals("mask bounds");
        Conditioning.AreaMask mask = new Conditioning.AreaMask(in.mask(), in.strength(), boundsOnly);
        return new Out(in.conditioning().map(entry -> entry.withMask(mask)));
    }
}
