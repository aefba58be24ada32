package io.darkroom.engine.run;

import java.util.Optional;

/** The graph cannot run as it is: validation did not see it, or an expansion made it so. */
final class BrokenGraphException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Optional<NodeRef> node;

    BrokenGraphException(Optional<NodeRef> node, String message) {
        super(message);
        this.node = node;
    }

    /** Where it broke. */
    Optional<NodeRef> node() {
        return node;
    }
}
