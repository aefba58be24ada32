package io.darkroom.api.node;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call of a node yields. */
public sealed interface Outcome {
    /**
     * A value for each output, in order. A value may be a {@link Blocker}; a list output takes a List.
     */
    record Values(List<@Nullable Object> outputs, Shown shown) implements Outcome {
        public Values {
            outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
        }

        public static Values of(Object... outputs) {
            return new Values(List.of(outputs), Shown.NOTHING);
        }
    }

    /**
     * More nodes, run in this one's place.
     *
     * @param nodes with ids that are new in the whole run
     * @param results for each output a link into those nodes, or what it yields at once
     */
    record Expansion(Workflow nodes, List<Input> results, Shown shown) implements Outcome {
        public Expansion {
            results = List.copyOf(results);
        }
    }

    /** All outputs blocked. */
    record Blocked(Blocker blocker) implements Outcome {}

    /**
     * Stands for a value that must not be used: nodes that receive it do not run and pass it on.
     *
     * @param message what the first of them reports; empty: silence
     */
    record Blocker(Optional<String> message) {}
}
