package io.darkroom.conformance.logic;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Widget;
import io.darkroom.conformance.description.Description;
import java.util.Collections;
import java.util.Optional;

/** Passes a value on, or keeps the nodes behind it from running. */
public final class TestExecutionBlocker implements Behaviour {
    public static NodeType type() {
        return Description.of("TestExecutionBlocker", "Testing/Logic")
                .takes("input", "*")
                .takes("block", new Widget.Toggle(false))
                .takes("verbose", new Widget.Toggle(false))
                .gives("*")
                .doing(new TestExecutionBlocker());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        if (!Truth.of(arguments.get("block"))) {
            return new Outcome.Values(Collections.singletonList(arguments.get("input")), Shown.NOTHING);
        }
        return new Outcome.Blocked(new Outcome.Blocker(
                Truth.of(arguments.get("verbose")) ? Optional.of("Blocked Execution") : Optional.empty()));
    }
}
