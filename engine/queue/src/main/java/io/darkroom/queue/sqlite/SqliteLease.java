package io.darkroom.queue.sqlite;

import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.LostLeaseException;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lease of {@link SqliteQueue}. How long it lasts is known in memory only, since it cannot outlive the process: a beat
 * costs no write.
 */
final class SqliteLease implements Lease {
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(2);

    private final SqliteQueue queue;
    private final Jobs.Taken taken;
    private final String worker;
    private volatile Instant until;
    private volatile @Nullable Outcome outcome; // what finish() is about to write
    private volatile boolean settled; // the closing queue wrote it

    private final Object state = new Object();
    private boolean ended; // guarded by state
    private boolean cancelled; // guarded by state
    private final List<Runnable> onCancel = new ArrayList<>(); // guarded by state

    SqliteLease(SqliteQueue queue, Jobs.Taken taken, String worker, Instant until) {
        this.queue = queue;
        this.taken = taken;
        this.worker = worker;
        this.until = until;
    }

    @Override
    public Job job() {
        return taken.row().job();
    }

    @Override
    public long fence() {
        return taken.row().fence();
    }

    @Override
    public List<String> remarks() {
        return taken.row().remarks();
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (state) {
            if (!cancelled) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }

    /** Tells the worker, once. */
    void cancel() {
        List<Runnable> actions;
        synchronized (state) {
            cancelled = true;
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void beat() {
        synchronized (state) { // held meanwhile: a job that is given back must not be resumed by a late sign
            if (!ended && !queue.prolong(this)) {
                throw lost();
            }
        }
    }

    @Override
    public void finish(Outcome what) {
        end();
        outcome = what;
        Duration pause = Duration.ofMillis(50);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!queue.finish(this, what) && !settled) {
                        throw lost();
                    }
                    return;
                } catch (RefusedException e) {
                    if (settled) {
                        return;
                    }
                    if (queue.closed()) {
                        throw e;
                    }
                } catch (Error e) { // such as no memory at the moment: it may be tried again
                    synchronized (state) {
                        ended = false;
                    }
                    throw e;
                }
                interrupted |= sleep(pause);
                pause = pause.multipliedBy(2).compareTo(SLOWEST_RETRY) > 0 ? SLOWEST_RETRY : pause.multipliedBy(2);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An interrupt does not make an outcome worth less: it is put off. True if there was one. */
    private static boolean sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void retryAfter(Duration pause, String why) {
        end();
        if (!queue.retry(this, pause, why)) {
            throw lost();
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            if (ended) {
                return;
            }
            ended = true;
        }
        queue.giveBack(this);
    }

    private void end() {
        synchronized (state) {
            if (ended) {
                throw new IllegalStateException("Job " + job().id() + ": this lease was ended before.");
            }
            ended = true;
        }
    }

    private LostLeaseException lost() {
        return new LostLeaseException(job().id(), fence());
    }

    Jobs.Taken taken() {
        return taken;
    }

    String worker() {
        return worker;
    }

    /** What is being written of it, perhaps in vain so far. */
    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    void settle() {
        settled = true;
    }

    boolean ranOut(Instant now) {
        return outcome == null && until.isBefore(now);
    }

    void lastsUntil(Instant changed) {
        until = changed;
    }
}
