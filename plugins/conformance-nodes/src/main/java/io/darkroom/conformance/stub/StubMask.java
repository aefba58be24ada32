package io.darkroom.conformance.stub;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Mask;

@NodeInfo(id = "StubMask", category = "Testing/Stub Nodes", about = "Masks of one value.")
public final class StubMask implements Node<StubMask.In, StubMask.Out> {
    public record In(
            @Real(def = 0.5) double value,
            @Whole(def = 512, min = 1, max = 16384) int height,
            @Whole(def = 512, min = 1, max = 16384) int width,
            @Whole(def = 1, min = 1, max = 1024) int batchSize) {}

    public record Out(Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        Shape shape = Shape.of(in.batchSize(), in.height(), in.width());
        return new Out(new Mask(Tensor.filled(shape, (float) in.value())));
    }
}
