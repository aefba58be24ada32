package io.darkroom.conformance.caching;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.type.Image;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.logic.Truth;

/** Passes a picture on, and runs every time if it is told so. */
public final class TestCustomIsChanged implements Behaviour {
    public static NodeType type() {
        return Description.of("TestCustomIsChanged", "Testing/Caching")
                .takes("image", "IMAGE")
                .mayTake("should_change", "BOOL") // not BOOLEAN: a type that no widget knows
                .gives("IMAGE")
                .doing(new TestCustomIsChanged());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Outcome.Values.of(arguments.get("image", Image.class));
    }

    @Override
    public Object fingerprint(Arguments constants) {
        return Truth.of(constants.get("should_change")) ? Double.NaN : "unchanged";
    }
}
