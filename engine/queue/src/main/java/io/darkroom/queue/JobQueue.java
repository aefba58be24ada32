package io.darkroom.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Jobs that wait and jobs that run. What {@link #submit} returned survives the end of the process. Owners take turns; within
 * an owner the smallest number goes first. Safe for concurrent use.
 */
public interface JobQueue extends AutoCloseable {
    /**
     * Accepts jobs, all of them or none. The same id and body as an unfinished job's is that job again, not a second one; the
     * id of a finished job is free, and its history gives way when the new one ends.
     *
     * @throws RefusedException if they are not accepted
     */
    List<Job> submit(List<Draft> drafts);

    /** Takes the counter's next number for a prompt that turned out to be wrong, as ComfyUI does. */
    long spendNumber();

    /** The next job to work on; waits for one if there is none. Empty when the time is over, or while the queue is paused. */
    Optional<Lease> take(WorkerProfile worker, Duration wait) throws InterruptedException;

    /**
     * Cancels an unfinished job: a waiting one ends at once with this outcome, of a running one the worker is told.
     *
     * @param report of the outcome of a job that waits
     * @return empty if no unfinished job has this id
     */
    Optional<Was> cancel(String id, String report);

    /** An unfinished job. */
    Optional<Job> find(String id);

    /** The waiting jobs, in the order in which they will run if nothing changes. */
    List<Job> pending();

    List<Job> running();

    /** How many wait and run, quickly. */
    Count count();

    /**
     * Gives a waiting job a number so that it runs just before another waiting one of its owner.
     *
     * @param before the other's id; empty: behind all
     * @return false if one of them does not wait
     */
    boolean move(String id, Optional<String> before);

    /** While paused, what runs goes on and nothing else starts. Survives the end of the process. */
    void pause(boolean paused);

    boolean paused();

    /** Hears of each change, after it is on disk and before the call that made it returns, until it is closed. */
    Registration listen(Listener listener);

    @Override
    void close();

    /** What a cancelled job was doing. */
    enum Was {
        PENDING,
        RUNNING
    }

    /** How many jobs there are. */
    record Count(int pending, int running) {
        public int unfinished() {
            return pending + running;
        }
    }

    /**
     * Hears of changes, on the thread that makes them, before the call that made them returns; so what a worker does next comes
     * after it. Must return quickly, and asks the queue for no more than its {@link #count}.
     */
    interface Listener {
        /** A job came, was taken, given back, moved or ended. */
        void changed();

        /** A waiting job was cancelled; its history is written. */
        default void cancelledWhileWaiting(Job job) {}
    }

    /** Ends a listener's listening. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
