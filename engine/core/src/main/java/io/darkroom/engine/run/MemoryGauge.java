package io.darkroom.engine.run;

/**
 * Measures how much memory is in use. The engine asks when a node starts, at each progress call and when it ends, so a
 * node's peak is the highest of these samples: a peak between two of them is not seen, and what runs beside the node
 * counts too.
 */
@FunctionalInterface
public interface MemoryGauge {
    /** Bytes in use now. Called often, from any thread. */
    long bytesInUse();
}
