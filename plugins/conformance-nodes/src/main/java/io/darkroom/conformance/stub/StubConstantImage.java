package io.darkroom.conformance.stub;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.Image;

@NodeInfo(id = "StubConstantImage", category = "Testing/Stub Nodes", about = "Grey pictures.")
public final class StubConstantImage implements Node<StubConstantImage.In, StubConstantImage.Out> {
    public record In(
            @Real(def = 0.5) double value,
            @Whole(def = 512, min = 1, max = 16384) int height,
            @Whole(def = 512, min = 1, max = 16384) int width,
            @Whole(def = 1, min = 1, max = 1024) int batchSize) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(Pixels.grey(in.value(), in.height(), in.width(), in.batchSize()));
    }
}
