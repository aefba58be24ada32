package io.darkroom.conformance.loop;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.conformance.description.Description;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a loop carries from round to round: {@code initial_value0} to {@code initial_value4}. */
final class LoopValues {
    static final int COUNT = 5;

    private LoopValues() {}

    static String name(int index) {
        return "initial_value" + index;
    }

    /** Adds an optional input for each value from an index on. */
    static Description takenFrom(int first, Description description) {
        for (int i = first; i < COUNT; i++) {
            description.mayTake(name(i), "*");
        }
        return description;
    }

    /** Adds an optional input for each value from an index on, of which the node receives the link. */
    static Description linkedFrom(int first, Description description) {
        for (int i = first; i < COUNT; i++) {
            description.takesLink(name(i), "*", Presence.OPTIONAL);
        }
        return description;
    }

    /** Adds an output for each value from an index on. */
    static Description givenFrom(int first, Description description) {
        for (int i = first; i < COUNT; i++) {
            description.gives("*");
        }
        return description;
    }

    /** The values from an index on; null where there is none. */
    static List<@Nullable Object> from(int first, Arguments arguments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = first; i < COUNT; i++) {
            values.add(arguments.get(name(i)));
        }
        return values;
    }
}
