package io.darkroom.queue;

/** A worker came too late: its job was given to another, or ended. */
public final class LostLeaseException extends RuntimeException {
    public LostLeaseException(String jobId, long fence) {
        super("Job " + jobId + ": the lease with fence " + fence
                + " ran out, and the job was given to another worker or ended; this result is dropped.");
    }
}
