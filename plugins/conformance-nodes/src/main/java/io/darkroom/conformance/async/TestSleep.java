package io.darkroom.conformance.async;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.Collections;

/** Passes a value on after a while. Two equal sleeps are two, as the node's id counts. */
public final class TestSleep implements Behaviour {
    public static NodeType type() {
        return Description.of("TestSleep", "Testing/Async")
                .takes("value", "*")
                .takes("seconds", Description.real(1, 0, 9999))
                .hides("unique_id", "UNIQUE_ID")
                .gives("*")
                .is(Trait.NOT_IDEMPOTENT)
                .doing(new TestSleep());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) throws InterruptedException {
        double seconds = arguments.get("seconds", Double.class);
        Pause.seconds(seconds, context, elapsed -> context.progress(elapsed, seconds));
        return new Outcome.Values(Collections.singletonList(arguments.get("value")), Shown.NOTHING);
    }
}
