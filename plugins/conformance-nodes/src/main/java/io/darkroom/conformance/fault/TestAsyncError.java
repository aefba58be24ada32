package io.darkroom.conformance.fault;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.conformance.async.Pause;

@NodeInfo(id = "TestAsyncError", category = "Testing/Faults", about = "Waits, then fails.")
public final class TestAsyncError implements Node<TestAsyncError.In, TestAsyncError.Out> {
    public record In(Object value, @Real(def = 1, max = 10) double errorAfter) {}

    public record Out(Object value) {}

    @Override
    public Out run(In in, Context context) throws InterruptedException {
        Pause.seconds(in.errorAfter(), context);
        throw new IllegalStateException("Intentional async execution error for testing");
    }
}
