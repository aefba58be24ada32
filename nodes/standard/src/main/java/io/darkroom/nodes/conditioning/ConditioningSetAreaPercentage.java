package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Conditioning.Area;

@NodeInfo(
        id = "ConditioningSetAreaPercentage",
        name = "Conditioning (Set Area with Percentage)",
        category = "conditioning",
        about = "Lets a prompt hold in a rectangle of the picture only, given as fractions of its sides.")
public final class ConditioningSetAreaPercentage
        implements Node<ConditioningSetAreaPercentage.In, ConditioningSetAreaPercentage.Out> {
    public record In(
            Conditioning conditioning,
            @Real(def = 1) double width,
            @Real(def = 1) double height,
            @Real double x,
            @Real double y,
            @Real(def = 1, max = 10) double strength) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        Area area = new Area(in.height(), in.width(), in.y(), in.x(), Area.Unit.FRACTION);
        return new Out(in.conditioning().map(entry -> entry.withArea(area).withStrength(in.strength())));
    }
}
