package io.darkroom.conformance.stub;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.util.SplittableRandom;

@NodeInfo(id = "StubImage", category = "Testing/Stub Nodes", about = "White, black or noisy pictures.")
public final class StubImage implements Node<StubImage.In, StubImage.Out> {
    public record In(
            @Choice({"WHITE", "BLACK", "NOISE"}) String content,
            @Whole(def = 512, min = 1, max = 16384) int height,
            @Whole(def = 512, min = 1, max = 16384) int width,
            @Whole(def = 1, min = 1, max = 1024) int batchSize) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(
                switch (in.content()) {
                    case "WHITE" -> Pixels.grey(1, in.height(), in.width(), in.batchSize());
                    case "BLACK" -> Pixels.grey(0, in.height(), in.width(), in.batchSize());
                    default -> noise(Shape.of(in.batchSize(), in.height(), in.width(), 3));
                });
    }

    /** Uniform in 0 to 1, and the same for the same size, as a node must be. */
    private static Image noise(Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.count());
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt() >>> 8) * 0x1p-24f;
        }
        return new Image(Tensor.adopt(shape, values));
    }
}
