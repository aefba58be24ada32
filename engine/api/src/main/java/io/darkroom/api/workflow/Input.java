package io.darkroom.api.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an input of a node holds: a link to another node's output, a constant, or a value at hand. */
public sealed interface Input {
    /** A constant where the value has a form in JSON, else the value itself. */
    static Input of(@Nullable Object value) {
        return value == null || Constant.hasForm(value) ? new Constant(value) : new Value(value);
    }

    /** The output of another node. */
    record Link(String nodeId, int slot) implements Input {}

    /**
     * A value as in JSON: null, Boolean, Long, BigInteger (integers beyond a long, such as large seeds), Double, String,
     * List or Map of these.
     */
    record Constant(@Nullable Object value) implements Input {
        public Constant {
            if (!(value == null || hasForm(value))) {
                throw new IllegalArgumentException(
                        "A constant of class " + value.getClass().getName() + " has no form in JSON.");
            }
        }

        private static boolean hasForm(Object value) {
            return value instanceof Boolean
                    || value instanceof Number
                    || value instanceof String
                    || value instanceof List<?>
                    || value instanceof Map<?, ?>;
        }
    }

    /**
     * A value at hand that has no form in files, such as an image. Only an
     * {@link io.darkroom.api.node.Outcome.Expansion} may hold one; a node that is given one runs every time it is added,
     * since nothing tells that it is the value of the last time.
     */
    record Value(Object value) implements Input {}
}
