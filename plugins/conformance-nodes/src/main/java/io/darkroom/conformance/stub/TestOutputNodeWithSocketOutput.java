package io.darkroom.conformance.stub;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Image;

@NodeInfo(
        id = "TestOutputNodeWithSocketOutput",
        category = "Testing/Stub Nodes",
        about = "A picture times a number, which others may take.",
        traits = Trait.OUTPUT)
public final class TestOutputNodeWithSocketOutput
        implements Node<TestOutputNodeWithSocketOutput.In, TestOutputNodeWithSocketOutput.Out> {
    public record In(Image image, @Real(def = 1, max = 10) double value) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new Image(in.image().pixels().times((float) in.value())));
    }
}
