package io.darkroom.nodes.mask;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Mask;

@NodeInfo(id = "SolidMask", category = "mask", about = "Makes a mask of one value.")
public final class SolidMask implements Node<SolidMask.In, SolidMask.Out> {
    public record In(
            @Real(def = 1) double value,
            @Whole(def = 512, min = 1, max = 16384) int width,
            @Whole(def = 512, min = 1, max = 16384) int height) {}

    public record Out(Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new Mask(Tensor.filled(Shape.of(1, in.height(), in.width()), (float) in.value())));
    }
}
