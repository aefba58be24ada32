package io.darkroom.conformance.async;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.expansion.Added;
import java.util.LinkedHashMap;
import java.util.Map;

/** Becomes as many sleeps as it is told, over two pictures in turn, and the average of what they pass on. */
public final class TestDynamicAsyncGeneration implements Behaviour {
    public static NodeType type() {
        return Description.of("TestDynamicAsyncGeneration", "Testing/Async")
                .takes("image1", "IMAGE")
                .takes("image2", "IMAGE")
                .takes("num_async_nodes", Widget.Whole.of(3, 1, 10))
                .takes("sleep_duration", Description.real(0.2, 0, 10))
                .gives("IMAGE")
                .doing(new TestDynamicAsyncGeneration());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        long count = arguments.get("num_async_nodes", Long.class);
        Added added = new Added(context);
        Map<String, Input> sleeps = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            sleeps.put(
                    "input" + i,
                    added.node(
                            "TestSleep",
                            "value",
                            arguments.get(i % 2 == 1 ? "image1" : "image2"),
                            "seconds",
                            arguments.get("sleep_duration")));
        }
        return added.giving(count == 1 ? sleeps.get("input1") : added.node("TestVariadicAverage", sleeps));
    }
}
