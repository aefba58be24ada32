package io.darkroom.api.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an input of a node holds: a link to another node's output, or a constant. */
public sealed interface Input {
    /** The output of another node. */
    record Link(String nodeId, int slot) implements Input {}

    /**
     * A value as in JSON: null, Boolean, Long, BigInteger (integers beyond a long, such as large seeds), Double, String,
     * List or Map of these.
     */
    record Constant(@Nullable Object value) implements Input {
        public Constant {
            if (!(value == null
                    || value instanceof Boolean
                    || value instanceof Number
                    || value instanceof String
                    || value instanceof List<?>
                    || value instanceof Map<?, ?>)) {
                throw new IllegalArgumentException(
                        "A constant of class " + value.getClass().getName() + " has no form in JSON.");
            }
        }
    }
}
