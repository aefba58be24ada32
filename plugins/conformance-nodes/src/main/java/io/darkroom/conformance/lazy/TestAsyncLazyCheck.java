package io.darkroom.conformance.lazy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.type.Image;
import io.darkroom.conformance.stub.Pixels;
import java.util.Set;

@NodeInfo(id = "TestAsyncLazyCheck", category = "Testing/Lazy", about = "Takes its time to say which input it needs.")
public final class TestAsyncLazyCheck implements Node<TestAsyncLazyCheck.In, TestAsyncLazyCheck.Out> {
    private static final int THINKING_MILLIS = 50;

    public record In(
            Lazy<Object> input1,
            Lazy<Object> input2,
            @Toggle(def = true) boolean condition) {}

    public record Out(Image image) {}

    @Override
    public Set<String> needs(In in) throws InterruptedException {
        Thread.sleep(THINKING_MILLIS);
        return Set.of(in.condition() ? "input1" : "input2");
    }

    @Override
    public Out run(In in, Context context) {
        return new Out(Pixels.grey(1));
    }
}
