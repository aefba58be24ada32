package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

@NodeInfo(id = "EmptyImage", category = "image", about = "Makes pictures of one colour, given as 0xRRGGBB.")
public final class EmptyImage implements Node<EmptyImage.In, EmptyImage.Out> {
    public record In(
            @Whole(def = 512, min = 1, max = 16384) int width,
            @Whole(def = 512, min = 1, max = 16384) int height,
            @Whole(def = 1, min = 1, max = 4096) int batchSize,
            @Whole(max = 0xFFFFFF) int color) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        float[] rgb = {(in.color() >> 16 & 0xFF) / 255f, (in.color() >> 8 & 0xFF) / 255f, (in.color() & 0xFF) / 255f};
        Shape shape = Shape.of(in.batchSize(), in.height(), in.width(), 3);
        float[] pixels = new float[shape.count()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = rgb[i % 3];
        }
        return new Out(new Image(Tensor.adopt(shape, pixels)));
    }
}
