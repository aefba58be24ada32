package io.darkroom.queue;

import java.time.Duration;
import java.util.List;

/**
 * The right to work on a job until the lease runs out. Exactly one of {@link #finish}, {@link #retryAfter} and {@link #close}
 * ends it. Used by one worker; only {@link #beat} and the cancellation come from other threads.
 */
public interface Lease extends AutoCloseable {
    Job job();

    /** Grows with each lease on the job: a late worker's fence is smaller than the present one's. */
    long fence();

    /** What befell the job before: an interruption by a restart, a lost worker. */
    List<String> remarks();

    /** Runs the action, once, when somebody cancels the job; at once if somebody did already. */
    void onCancel(Runnable action);

    /**
     * Prolongs the lease. Does nothing once it was ended, since signs come from another thread.
     *
     * @throws LostLeaseException if it ran out and the job is another's
     */
    void beat();

    /**
     * Writes down what came of the job, on disk when this returns.
     *
     * @throws LostLeaseException if the lease ran out and the job is another's; nothing is written
     */
    void finish(Outcome outcome);

    /** Gives the job back, to be taken again after a while. This attempt counts. */
    void retryAfter(Duration pause, String why);

    /** Gives the job back as if it had not been taken, unless it was ended already. */
    @Override
    void close();
}
