package io.darkroom.conformance.fault;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.conformance.async.Pause;

@NodeInfo(id = "TestAsyncTimeout", category = "Testing/Faults", about = "Fails if its work takes longer than allowed.")
public final class TestAsyncTimeout implements Node<TestAsyncTimeout.In, TestAsyncTimeout.Out> {
    public record In(
            Object value,
            @Real(def = 1, max = 10) double timeout,
            @Real(def = 2, max = 10) double operationTime) {}

    public record Out(Object value) {}

    @Override
    public Out run(In in, Context context) throws InterruptedException {
        Pause.seconds(Math.min(in.timeout(), in.operationTime()), context);
        if (in.operationTime() > in.timeout()) {
            throw new NodeException("Operation timed out after " + in.timeout() + " seconds");
        }
        return new Out(in.value());
    }
}
