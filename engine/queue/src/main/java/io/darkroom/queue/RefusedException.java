package io.darkroom.queue;

/** A job was not accepted, or something else could not be written down; nothing of it was kept. */
public final class RefusedException extends RuntimeException {
    private final Reason reason;

    public RefusedException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public RefusedException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** An unfinished job has this id and asks for something else. */
        DUPLICATE,
        /** There are as many jobs as the queue takes; come back later. */
        FULL,
        /** The disk is full, or the database is locked or cannot be reached; come back later. */
        UNAVAILABLE
    }
}
