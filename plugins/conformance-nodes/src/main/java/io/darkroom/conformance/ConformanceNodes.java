package io.darkroom.conformance;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import io.darkroom.conformance.async.TestAsyncResourceUser;
import io.darkroom.conformance.async.TestDynamicAsyncGeneration;
import io.darkroom.conformance.async.TestParallelSleep;
import io.darkroom.conformance.async.TestSleep;
import io.darkroom.conformance.caching.TestCustomIsChanged;
import io.darkroom.conformance.caching.TestIsChangedWithConstants;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.expansion.TestDynamicDependencyCycle;
import io.darkroom.conformance.expansion.TestMixedExpansionReturns;
import io.darkroom.conformance.fault.TestAsyncError;
import io.darkroom.conformance.fault.TestAsyncTimeout;
import io.darkroom.conformance.fault.TestSyncError;
import io.darkroom.conformance.lazy.TestAsyncLazyCheck;
import io.darkroom.conformance.lazy.TestLazyMixImages;
import io.darkroom.conformance.list.TestMakeListNode;
import io.darkroom.conformance.list.TestVariadicAverage;
import io.darkroom.conformance.logic.TestExecutionBlocker;
import io.darkroom.conformance.logic.TestIntConditions;
import io.darkroom.conformance.logic.TestIntMathOperation;
import io.darkroom.conformance.logic.TestToBoolNode;
import io.darkroom.conformance.loop.TestForLoopClose;
import io.darkroom.conformance.loop.TestForLoopOpen;
import io.darkroom.conformance.loop.TestWhileLoopClose;
import io.darkroom.conformance.loop.TestWhileLoopOpen;
import io.darkroom.conformance.stub.StubConstantImage;
import io.darkroom.conformance.stub.StubFloat;
import io.darkroom.conformance.stub.StubImage;
import io.darkroom.conformance.stub.StubInt;
import io.darkroom.conformance.stub.StubMask;
import io.darkroom.conformance.stub.TestOutputNodeWithSocketOutput;
import io.darkroom.conformance.validation.TestAsyncValidation;
import io.darkroom.conformance.validation.TestCustomValidation1;
import io.darkroom.conformance.validation.TestCustomValidation2;
import io.darkroom.conformance.validation.TestCustomValidation3;
import io.darkroom.conformance.validation.TestCustomValidation4;
import io.darkroom.conformance.validation.TestCustomValidation5;
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
                new TestToBoolNode(),
                new TestLazyMixImages(),
                new TestAsyncLazyCheck(),
                new TestOutputNodeWithSocketOutput(),
                new TestAsyncResourceUser(),
                new TestAsyncError(),
                new TestAsyncTimeout(),
                new TestSyncError());
    }

    private static List<NodeType> types() {
        return List.of(
                TestVariadicAverage.type(),
                TestMakeListNode.type(),
                TestCustomIsChanged.type(),
                TestIsChangedWithConstants.type(),
                TestCustomValidation1.type(),
                TestCustomValidation2.type(),
                TestCustomValidation3.type(),
                TestCustomValidation4.type(),
                TestCustomValidation5.type(),
                TestAsyncValidation.type(),
                TestAsyncValidation.errorType(),
                TestDynamicDependencyCycle.type(),
                TestMixedExpansionReturns.type(),
                TestExecutionBlocker.type(),
                TestWhileLoopOpen.type(),
                TestWhileLoopClose.type(),
                TestForLoopOpen.type(),
                TestForLoopClose.type(),
                TestSleep.type(),
                TestParallelSleep.type(),
                TestDynamicAsyncGeneration.type());
    }
}
