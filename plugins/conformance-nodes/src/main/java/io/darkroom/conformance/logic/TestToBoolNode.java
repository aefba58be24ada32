package io.darkroom.conformance.logic;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Toggle;
import java.util.Optional;

@NodeInfo(id = "TestToBoolNode", category = "Testing/Logic", about = "Whether a value counts as true.")
public final class TestToBoolNode implements Node<TestToBoolNode.In, TestToBoolNode.Out> {
    public record In(Object value, @Toggle Optional<Boolean> invert) {}

    public record Out(boolean truth) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(Truth.of(in.value()) != in.invert().orElse(false));
    }
}
