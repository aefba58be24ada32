package io.darkroom.conformance.async;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Text;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a resource for a while: what leaks one is found by the next who wants it. */
@NodeInfo(id = "TestAsyncResourceUser", category = "Testing/Async", about = "Needs a resource for itself.")
public final class TestAsyncResourceUser implements Node<TestAsyncResourceUser.In, TestAsyncResourceUser.Out> {
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    public record In(
            Object value,
            @Text(def = "resource_0") String resourceId,
            @Real(def = 1, max = 10) double duration) {}

    public record Out(Object value) {}

    @Override
    public Out run(In in, Context context) throws InterruptedException {
        if (!held.add(in.resourceId())) {
            throw new NodeException(
                    "Resource \"" + in.resourceId() + "\" is already in use; wait until its user has ended.");
        }
        try {
            Pause.seconds(in.duration(), context);
            return new Out(in.value());
        } finally {
            held.remove(in.resourceId());
        }
    }
}
