package io.darkroom.conformance;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import io.darkroom.conformance.async.TestAsyncResourceUser;
import io.darkroom.conformance.async.TestSleep;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.fault.TestAsyncError;
import io.darkroom.conformance.fault.TestAsyncTimeout;
import io.darkroom.conformance.fault.TestSyncError;
import io.darkroom.conformance.logic.TestIntConditions;
import io.darkroom.conformance.logic.TestIntMathOperation;
import io.darkroom.conformance.stub.StubConstantImage;
import io.darkroom.conformance.stub.StubFloat;
import io.darkroom.conformance.stub.StubImage;
import io.darkroom.conformance.stub.StubInt;
import io.darkroom.conformance.stub.StubMask;
import java.util.List;
import java.util.Map;

/** The toy nodes. */
public final class ConformanceNodes implements NodePack {
    @Override
    public Contribution contribute(Environment environment) {
        return new Contribution(nodes(), types(), List.of(), List.of(), Map.of());
    }

    @Override
    public String source() {
        return Description.SOURCE;
    }

    private static List<Node<?, ?>> nodes() {
        return List.of(
                new StubImage(),
                new StubConstantImage(),
                new StubMask(),
                new StubInt(),
                new StubFloat(),
                new TestIntConditions(),
                new TestIntMathOperation(),
                new TestAsyncResourceUser(),
                new TestAsyncError(),
                new TestAsyncTimeout(),
                new TestSyncError());
    }

    private static List<NodeType> types() {
        return List.of(TestSleep.type());
    }
}
