package io.darkroom.engine.run;

import java.util.Optional;

/** How a run ended. */
public sealed interface Ending {
    /** All outputs have their results. */
    record Succeeded() implements Ending {}

    /** A node failed; nothing ran after it. */
    record Failed(Failure failure) implements Ending {}

    /**
     * The user stopped it.
     *
     * @param node where, if a node was at work
     */
    record Interrupted(Optional<NodeRef> node) implements Ending {}
}
