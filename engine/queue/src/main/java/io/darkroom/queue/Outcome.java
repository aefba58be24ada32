package io.darkroom.queue;

/**
 * What came of a job.
 *
 * @param report what there is to say, as JSON
 */
public record Outcome(Kind kind, String report) {
    /** How it ended. */
    public enum Kind {
        SUCCEEDED,
        FAILED,
        /** Stopped while it ran, or taken away while it waited. */
        CANCELLED,
        /** Set aside: the process died each time it ran. */
        POISONED
    }
}
