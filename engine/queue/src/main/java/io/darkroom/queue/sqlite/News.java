package io.darkroom.queue.sqlite;

import io.darkroom.queue.JobQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes, on the thread that made them, then wakes those who wait for a job: so a worker cannot begin with
 * a job before the listeners have heard of it.
 */
final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final List<JobQueue.Listener> listeners = new CopyOnWriteArrayList<>();
    private final Object bell = new Object();
    private long changes; // guarded by bell
    private boolean closed; // guarded by bell

    JobQueue.Registration listen(JobQueue.Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void changed() {
        tell(JobQueue.Listener::changed);
    }

    void tell(Consumer<JobQueue.Listener> what) {
        if (!closed()) {
            listeners.forEach(listener -> tell(listener, what));
        }
        synchronized (bell) {
            changes++;
            bell.notifyAll();
        }
    }

    private static void tell(JobQueue.Listener listener, Consumer<JobQueue.Listener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("A listener of the queue failed; the others are told nevertheless.", e);
        }
    }

    /** How many changes there were. */
    long changes() {
        synchronized (bell) {
            return changes;
        }
    }

    boolean closed() {
        synchronized (bell) {
            return closed;
        }
    }

    /** Waits until there were more changes than those already seen, or the time is over. */
    void await(long seen, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        synchronized (bell) {
            for (long left = nanos; changes == seen && !closed && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(bell, left);
            }
        }
    }

    /** Nobody waits from now on, and nobody is told. */
    void end() {
        synchronized (bell) {
            closed = true;
            bell.notifyAll();
        }
    }
}
