package io.darkroom.nodes.mask;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;

@NodeInfo(id = "MaskToImage", name = "Convert Mask to Image", category = "mask", about = "Shows a mask as grey.")
public final class MaskToImage implements Node<MaskToImage.In, MaskToImage.Out> {
    public record In(Mask mask) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        Shape shape = Shape.of(in.mask().batch(), in.mask().height(), in.mask().width(), 3);
        float[] grey = new float[shape.count()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = in.mask().values().get(i / 3);
        }
        return new Out(new Image(Tensor.adopt(shape, grey)));
    }
}
