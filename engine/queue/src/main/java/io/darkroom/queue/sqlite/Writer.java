package io.darkroom.queue.sqlite;

import io.darkroom.queue.RefusedException;
import io.darkroom.queue.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. What is asked for while a commit waits for the disk goes into the next commit together, so
 * that many callers share one wait. Safe for concurrent use.
 */
final class Writer implements AutoCloseable {
    private static final int MOST_IN_A_COMMIT = 256;

    private final Path file;
    private final StoreOptions options;
    private final Trouble trouble;
    private final BlockingQueue<Task<?>> inbox = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::loop, "darkroom-database");
    private final Object gate = new Object();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong commitNanos = new AtomicLong();
    private final Probe probe = new Probe(); // the thread's own
    private boolean closed; // guarded by gate
    private @Nullable Session session; // the thread's own

    Writer(Path file, StoreOptions options, Trouble trouble) {
        this.file = file;
        this.options = options;
        this.trouble = trouble;
        thread.setDaemon(true);
        thread.start();
    }

    /** Something to be written; done again if the commit that it was part of failed. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session db) throws SQLException;
    }

    /** Does the work; what it wrote is on disk when this returns. What it throws undoes it and is thrown here. */
    <T> T write(Work<T> work) {
        return write(work, result -> {});
    }

    /** As above; {@code committed} runs after the commit, in the order of the works, before any caller goes on. */
    <T> T write(Work<T> work, Consumer<T> committed) {
        Task<T> task = new Task<>(work, committed);
        synchronized (gate) {
            if (closed) {
                throw new RefusedException(
                        RefusedException.Reason.UNAVAILABLE, "The database \"" + file + "\" is closed.");
            }
            inbox.add(task);
        }
        try {
            return task.future.join(); // not interruptible: what was written must be told
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Grows with each commit: two equal numbers mean that nothing was written between. */
    long commits() {
        return commits.get();
    }

    @Override
    public void close() {
        synchronized (gate) {
            if (closed) {
                return;
            }
            closed = true;
            inbox.add(Task.last());
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        List<Task<?>> batch = new ArrayList<>();
        boolean last = false;
        try {
            while (!last) {
                Task<?> first = trouble.sentence().isPresent() ? inbox.poll(1, TimeUnit.SECONDS) : inbox.take();
                probe.runIfNeeded();
                if (first == null) {
                    continue;
                }
                batch.add(first);
                inbox.drainTo(batch, MOST_IN_A_COMMIT - 1);
                last = batch.removeIf(task -> task.isLast);
                commit(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread.", e);
        } finally {
            drop();
        }
    }

    /** How often and how long this has written. */
    Store.Writing writing() {
        return new Store.Writing(commits.get(), Duration.ofNanos(commitNanos.get()));
    }

    private void commit(List<Task<?>> batch) {
        boolean begun = false;
        long start = System.nanoTime();
        try {
            Session db = session();
            db.run("BEGIN IMMEDIATE");
            begun = true;
            long before = db.number("SELECT total_changes()");
            for (Task<?> task : batch) {
                task.attempt(db);
            }
            boolean wrote = db.number("SELECT total_changes()") > before;
            db.run("COMMIT");
            if (wrote) {
                commits.incrementAndGet();
                commitNanos.addAndGet(System.nanoTime() - start);
            }
            batch.forEach(Task::committed);
        } catch (SQLException e) {
            undo(begun);
            if (begun && batch.size() > 1 && !Trouble.isLock(e)) {
                batch.forEach(task -> commit(List.of(task))); // only those that fail alone are told of it
            } else {
                RuntimeException failure = trouble.met(e);
                batch.forEach(task -> task.future.completeExceptionally(failure));
            }
        } catch (RuntimeException | Error e) { // no memory, say: those who wait are told, and this thread goes on
            undo(begun);
            batch.forEach(task -> task.future.completeExceptionally(e)); // has no effect on those who were answered
        }
    }

    private Session session() throws SQLException {
        Session present = session;
        if (present == null) {
            present = Session.open(file, options);
            session = present;
        }
        return present;
    }

    private void undo(boolean begun) {
        Session db = session;
        if (begun && db != null) {
            try {
                db.run("ROLLBACK");
            } catch (SQLException e) {
                drop(); // some failures undo the transaction themselves: a new session is surely outside of one
            }
        }
    }

    private void drop() {
        Session db = session;
        session = null;
        try {
            if (db != null) {
                db.close();
            }
        } catch (SQLException e) {
            trouble.met(e);
        }
    }

    /** Sees, each second while there is trouble, whether there is room again: a small write that succeeds does not tell. */
    private final class Probe {
        private static final int BYTES = 64 << 10;

        private long next = System.nanoTime();

        void runIfNeeded() {
            if (trouble.sentence().isEmpty() || System.nanoTime() - next < 0) {
                return;
            }
            try {
                Session db = session();
                db.change("DELETE FROM probe");
                db.change("INSERT INTO probe VALUES (zeroblob(" + BYTES + "))");
                db.change("DELETE FROM probe");
                trouble.over();
            } catch (SQLException e) {
                trouble.met(e);
                drop();
            }
            next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        }
    }

    private static final class Task<T> {
        final CompletableFuture<T> future = new CompletableFuture<>();
        final boolean isLast;
        private final Work<T> work;
        private final Consumer<T> committed;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Task(Work<T> work, Consumer<T> committed) {
            this(work, committed, false);
        }

        private Task(Work<T> work, Consumer<T> committed, boolean isLast) {
            this.work = work;
            this.committed = committed;
            this.isLast = isLast;
        }

        static Task<Boolean> last() {
            return new Task<>(db -> true, result -> {}, true);
        }

        void attempt(Session db) throws SQLException {
            failure = null;
            db.change("SAVEPOINT task");
            try {
                result = work.on(db);
            } catch (RuntimeException | Error e) {
                failure = e;
                db.change("ROLLBACK TO task");
            }
            db.change("RELEASE task");
        }

        @SuppressWarnings("NullAway") // a result is there when there is no failure
        void committed() {
            if (failure != null) {
                future.completeExceptionally(failure);
                return;
            }
            try {
                committed.accept(result);
                future.complete(result);
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        }
    }
}
