package io.darkroom.conformance.async;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.expansion.Added;
import java.util.LinkedHashMap;
import java.util.Map;

/** Becomes three sleeps beside each other, and the average of their pictures. */
public final class TestParallelSleep implements Behaviour {
    private static final int SLEEPS = 3;

    public static NodeType type() {
        Description description = Description.of("TestParallelSleep", "Testing/Async");
        for (int i = 1; i <= SLEEPS; i++) {
            description.takes("image" + i, "IMAGE");
        }
        for (int i = 1; i <= SLEEPS; i++) {
            description.takes("sleep" + i, Description.real(0.5, 0, 10));
        }
        return description
                .hides("unique_id", "UNIQUE_ID")
                .gives("IMAGE")
                .is(Trait.OUTPUT)
                .is(Trait.NOT_IDEMPOTENT)
                .doing(new TestParallelSleep());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        Added added = new Added(context);
        Map<String, Input> sleeps = new LinkedHashMap<>();
        for (int i = 1; i <= SLEEPS; i++) {
            sleeps.put(
                    "input" + i,
                    added.node(
                            "TestSleep", "value", arguments.get("image" + i), "seconds", arguments.get("sleep" + i)));
        }
        return added.giving(added.node("TestVariadicAverage", sleeps));
    }
}
