package io.darkroom.queue.sqlite;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import io.darkroom.queue.WorkerProfile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue in a database of one process. */
final class SqliteQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteQueue.class);

    // A clock that jumps is noticed within this, though nobody tells us.
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final Writer writer;
    private final Readers readers;
    private final StoreOptions options;
    private final Jobs jobs;
    private final Waiting waiting;
    private final News news = new News();
    private final Map<Long, SqliteLease> leases = new ConcurrentHashMap<>(); // in force, by fence

    SqliteQueue(Writer writer, Readers readers, StoreOptions options) {
        this.writer = writer;
        this.readers = readers;
        this.options = options;
        this.jobs = new Jobs(options.clock(), options.capacity());
        this.waiting = new Waiting(writer, readers, options.clock());
    }

    @Override
    public List<Job> submit(List<Draft> drafts) {
        List<Job> accepted = writer.write(db -> {
            List<Job> all = new ArrayList<>();
            for (Draft draft : drafts) {
                all.add(jobs.accept(db, draft));
            }
            return List.copyOf(all);
        });
        news.changed();
        return accepted;
    }

    @Override
    public long spendNumber() {
        return writer.write(Jobs::spendNumber);
    }

    @Override
    public Optional<Lease> take(WorkerProfile worker, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (!news.closed()) {
            long seen = news.changes();
            Optional<SqliteLease> lease = tryTake(worker);
            if (lease.isPresent()) {
                news.changed();
                return lease.map(taken -> taken);
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            news.await(seen, Math.min(left, untilSomethingIsDue()));
        }
        return Optional.empty();
    }

    private Optional<SqliteLease> tryTake(WorkerProfile worker) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            takeBackWhatRanOut();
            Instant until = options.clock().instant().plus(options.lease());
            return writer.write(
                    db -> (news.closed() ? Optional.<Jobs.Taken>empty() : jobs.take(db))
                            .map(taken -> new SqliteLease(this, taken, worker.name(), until)),
                    lease -> lease.ifPresent(taken -> leases.put(taken.fence(), taken)));
        } catch (RefusedException e) {
            return Optional.empty(); // Store.trouble() says why; the worker comes again
        }
    }

    private void takeBackWhatRanOut() {
        Instant now = options.clock().instant();
        List<SqliteLease> late =
                leases.values().stream().filter(lease -> lease.ranOut(now)).toList();
        if (late.isEmpty()) {
            return;
        }
        writer.write(
                db -> {
                    for (JobRow row : Jobs.running(db)) {
                        for (SqliteLease lease : late) {
                            if (lease.fence() == row.fence()) {
                                jobs.lose(
                                        db,
                                        row,
                                        "Attempt " + row.job().attempts() + ": its worker \"" + lease.worker()
                                                + "\" gave no sign for "
                                                + options.lease().toSeconds() + " s.");
                            }
                        }
                    }
                    return true;
                },
                done -> late.forEach(lease -> leases.remove(lease.fence())));
        news.changed();
    }

    private long untilSomethingIsDue() {
        try {
            long now = options.clock().millis();
            return readers.read(Jobs::nextDue)
                    .map(due -> TimeUnit.MILLISECONDS.toNanos(due.toEpochMilli() - now))
                    .filter(nanos -> nanos > 0 && nanos < LONGEST_WAIT)
                    .orElse(LONGEST_WAIT);
        } catch (RefusedException e) {
            return LONGEST_WAIT; // as in tryTake
        }
    }

    @Override
    public Optional<Was> cancel(String id, String report) {
        Optional<JobRow> cancelled = writer.write(db -> {
            Optional<JobRow> row = Jobs.byId(db, id);
            if (row.isPresent()) {
                if (row.get().running()) {
                    db.change(
                            "UPDATE job SET cancelled = coalesce(cancelled, ?) WHERE seq = ?",
                            report,
                            row.get().seq());
                } else {
                    jobs.end(db, row.get(), new Outcome(Outcome.Kind.CANCELLED, report));
                }
            }
            return row;
        });
        if (cancelled.isEmpty()) {
            return Optional.empty();
        }
        JobRow row = cancelled.get();
        if (row.running()) {
            Optional.ofNullable(leases.get(row.fence())).ifPresent(SqliteLease::cancel);
            return Optional.of(Was.RUNNING);
        }
        news.tell(listener -> listener.cancelledWhileWaiting(row.job()));
        news.changed();
        return Optional.of(Was.PENDING);
    }

    @Override
    public Optional<Job> find(String id) {
        return readers.read(db -> Jobs.byId(db, id)).map(JobRow::job);
    }

    @Override
    public List<Job> pending() {
        return waiting.list();
    }

    @Override
    public List<Job> running() {
        return readers.read(Jobs::running).stream().map(JobRow::job).toList();
    }

    @Override
    public Count count() {
        return readers.read(db -> db.first(
                        "SELECT waiting, running FROM ledger", row -> new Count(row.getInt(1), row.getInt(2)))
                .orElseThrow());
    }

    @Override
    public boolean move(String id, Optional<String> before) {
        boolean moved = writer.write(db -> Places.move(db, id, before));
        if (moved) {
            news.changed();
        }
        return moved;
    }

    @Override
    public void pause(boolean paused) {
        writer.write(db -> db.change("UPDATE ledger SET paused = ?", paused ? 1 : 0));
        news.changed();
    }

    @Override
    public boolean paused() {
        return readers.read(db -> db.number("SELECT paused FROM ledger")) == 1;
    }

    @Override
    public Registration listen(Listener listener) {
        return news.listen(listener);
    }

    boolean closed() {
        return news.closed();
    }

    boolean prolong(SqliteLease lease) {
        Instant until = options.clock().instant().plus(options.lease());
        lease.lastsUntil(until);
        return leases.containsKey(lease.fence()) || resume(lease);
    }

    private boolean resume(SqliteLease lease) {
        boolean resumed = writer.write(db -> Jobs.resume(db, lease.taken().row()), done -> {
            if (done) {
                leases.put(lease.fence(), lease);
            }
        });
        if (resumed) {
            news.changed();
        }
        return resumed;
    }

    boolean finish(SqliteLease lease, Outcome outcome) {
        return ended(lease, db -> jobs.finish(db, lease.taken().row(), outcome));
    }

    boolean retry(SqliteLease lease, Duration pause, String why) {
        Instant due = options.clock().instant().plus(pause);
        return ended(lease, db -> jobs.retry(db, lease.taken().row(), due, why));
    }

    void giveBack(SqliteLease lease) {
        ended(lease, db -> {
            jobs.giveBack(db, lease.taken());
            return true;
        });
    }

    private boolean ended(SqliteLease lease, Writer.Work<Boolean> how) {
        boolean done = writer.write(how, written -> leases.remove(lease.fence()));
        news.changed();
        return done;
    }

    /** Gives running jobs back and writes outcomes that could not be written yet. Those who wait for a job get none. */
    @Override
    public void close() {
        if (news.closed()) {
            return;
        }
        news.end();
        try {
            writer.write(db -> true); // after this, all leases are known: a later take sees that the queue is closed
            List<SqliteLease> held = List.copyOf(leases.values());
            writer.write(db -> giveBackOrFinish(db, held), written -> written.forEach(SqliteLease::settle));
        } catch (RefusedException e) {
            LOG.warn("Running jobs could not be given back; the next start takes them for interrupted.", e);
        }
        leases.clear();
    }

    /** Returns those whose outcomes were written. */
    private List<SqliteLease> giveBackOrFinish(Session db, List<SqliteLease> held) throws SQLException {
        List<SqliteLease> written = new ArrayList<>();
        for (SqliteLease lease : held) {
            Optional<Outcome> outcome = lease.outcome();
            if (outcome.isPresent() && jobs.finish(db, lease.taken().row(), outcome.get())) {
                written.add(lease);
            } else if (outcome.isEmpty()) {
                jobs.giveBack(db, lease.taken());
            }
        }
        return written;
    }
}
