package io.darkroom.conformance.stub;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;

@NodeInfo(id = "StubFloat", category = "Testing/Stub Nodes", about = "A number.")
public final class StubFloat implements Node<StubFloat.In, StubFloat.Out> {
    public record In(@Real(min = -1e6, max = 1e6) double value) {}

    public record Out(double value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
