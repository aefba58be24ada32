package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Conditioning.Area;
import io.darkroom.api.type.LatentFormat;

@NodeInfo(
        id = "ConditioningSetArea",
        name = "Conditioning (Set Area)",
        category = "conditioning",
        about = "Lets a prompt hold in a rectangle of the picture only, given in pixels.")
public final class ConditioningSetArea implements Node<ConditioningSetArea.In, ConditioningSetArea.Out> {
    public record In(
            Conditioning conditioning,

            @Whole(def = 64, min = 64, max = 16384, step = 8)
            int width,

            @Whole(def = 64, min = 64, max = 16384, step = 8)
            int height,

            @Whole(max = 16384, step = 8) int x,
            @Whole(max = 16384, step = 8) int y,
            @Real(def = 1, max = 10) double strength) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        Area area = new Area(cells(in.height()), cells(in.width()), cells(in.y()), cells(in.x()), Area.Unit.CELLS);
        return new Out(in.conditioning().map(entry -> entry.withArea(area).withStrength(in.strength())));
    }

    private static int cells(int pixels) {
        return pixels / LatentFormat.STABLE_DIFFUSION.downscale();
    }
}
