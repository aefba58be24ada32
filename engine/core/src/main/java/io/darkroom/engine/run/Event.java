package io.darkroom.engine.run;

import io.darkroom.api.node.Shown;
import io.darkroom.api.type.Image;
import java.time.Duration;
import java.util.List;

/**
 * What a run tells its listener, one event at a time, from whichever thread the node works on. Events about one node come
 * in order, and a node's end comes before the start of those that waited for it.
 */
public sealed interface Event {
    String promptId();

    /** Comes first. */
    record RunStarted(String promptId) implements Event {}

    /** The nodes whose results are known already; they will not run. Comes second, always. */
    record CachedNodes(String promptId, List<String> nodes) implements Event {
        public CachedNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /** A node begins; comes again when it goes on after waiting for inputs it asked for or nodes it added. */
    record NodeStarted(String promptId, NodeRef node) implements Event {}

    /**
     * How far a node is: Integers if it counts steps, Doubles if not.
     *
     * @param value 0 to max
     */
    record Progressed(String promptId, NodeRef node, Number value, Number max) implements Event {}

    /** The work so far. */
    record Previewed(String promptId, NodeRef node, Image image) implements Event {}

    /** A finished picture for the client that asked for the run. */
    record PictureSent(String promptId, NodeRef node, Image image) implements Event {}

    record Warned(String promptId, NodeRef node, String sentence) implements Event {}

    /** A blocker with a message reached this node, which therefore did not run. The run goes on. */
    record NodeBlocked(String promptId, NodeRef node, String message) implements Event {}

    /**
     * A node has its result.
     *
     * @param origin whether it ran; a cached node is told only if it is an output, so that its pictures are shown again
     * @param peakBytes the most memory that was seen while it ran, in the measure of the engine's {@link MemoryGauge}
     */
    record NodeFinished(String promptId, NodeRef node, Origin origin, Shown shown, Duration duration, long peakBytes)
            implements Event {}

    /** Comes last. */
    record RunFinished(String promptId, Ending ending) implements Event {}

    /** Where a result comes from. */
    enum Origin {
        RAN,
        CACHED
    }
}
