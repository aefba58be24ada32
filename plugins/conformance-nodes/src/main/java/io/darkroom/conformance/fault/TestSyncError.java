package io.darkroom.conformance.fault;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;

@NodeInfo(id = "TestSyncError", category = "Testing/Faults", about = "Fails at once.")
public final class TestSyncError implements Node<TestSyncError.In, TestSyncError.Out> {
    public record In(Object value) {}

    public record Out(Object value) {}

    @Override
    public Out run(In in, Context context) {
        throw new IllegalStateException("Intentional sync execution error for testing");
    }
}
