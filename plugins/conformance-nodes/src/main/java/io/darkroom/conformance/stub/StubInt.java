package io.darkroom.conformance.stub;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;

@NodeInfo(id = "StubInt", category = "Testing/Stub Nodes", about = "A whole number.")
public final class StubInt implements Node<StubInt.In, StubInt.Out> {
    public record In(
            @Whole(min = -0xffffffffL, max = 0xffffffffL) long value) {}

    public record Out(long value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
