package io.darkroom.queue.sqlite;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Job;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What is written of jobs on their way from accepted to finished. Each method is a part of one transaction. */
final class Jobs {
    private static final int LOST_ATTEMPTS = 2; // a job that ended its process this often is not tried again

    private final InstantSource clock;
    private final int capacity;

    Jobs(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Accepts a job, or finds that it was accepted before. */
    Job accept(Session db, Draft draft) throws SQLException {
        Optional<JobRow> same = byId(db, draft.id());
        if (same.isPresent()) {
            Job known = same.get().job();
            if (known.owner().equals(draft.owner()) && known.body().equals(draft.body())) {
                return known;
            }
            throw new RefusedException(
                    RefusedException.Reason.DUPLICATE,
                    "An unfinished job has the id \"" + draft.id()
                            + "\" and asks for something else. Choose another id, or wait until that job is done.");
        }
        if (db.number("SELECT waiting + running FROM ledger") >= capacity) {
            throw new RefusedException(
                    RefusedException.Reason.FULL,
                    "The queue holds " + capacity + " unfinished jobs, as many as it takes. Come back later.");
        }
        double number = number(db, draft.place());
        Instant now = Instant.ofEpochMilli(clock.millis());
        db.change("INSERT INTO owner VALUES (?, 0) ON CONFLICT DO NOTHING", draft.owner());
        db.change(
                "INSERT INTO job (id, owner, number, place, accepted, body) VALUES (?, ?, ?,"
                        + " (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'job'), ?, ?)",
                draft.id(),
                draft.owner(),
                number,
                now.toEpochMilli(),
                draft.body());
        return new Job(draft.id(), draft.owner(), number, draft.body(), now, 0);
    }

    private static double number(Session db, Draft.Place place) throws SQLException {
        if (place instanceof Draft.Place.At at) {
            return at.number();
        }
        long number = spendNumber(db);
        return place instanceof Draft.Place.Front ? 0.0 - number : number; // 0.0 - 0: never a negative zero
    }

    static long spendNumber(Session db) throws SQLException {
        return db.number("UPDATE ledger SET next_number = next_number + 1 RETURNING next_number - 1");
    }

    /** A job that was taken, when it had been started before, and when its owner had been served before. */
    record Taken(JobRow row, Optional<Instant> startedBefore, long servedBefore) {}

    /** Takes the next job, of the owner who was served the longest ago. */
    Optional<Taken> take(Session db) throws SQLException {
        long now = clock.millis();
        if (db.number("SELECT paused FROM ledger") == 1) {
            return Optional.empty();
        }
        Optional<Long> seq = db.first(
                "SELECT job.seq FROM owner JOIN job ON job.seq = (SELECT seq FROM job WHERE job.owner = owner.name"
                        + " AND running = 0 AND due <= ? ORDER BY number, place LIMIT 1)"
                        + " ORDER BY owner.served, owner.rowid LIMIT 1",
                row -> row.getLong(1),
                now);
        if (seq.isEmpty()) {
            return Optional.empty();
        }
        long turn = db.number("UPDATE ledger SET turn = turn + 1 RETURNING turn");
        Optional<Instant> startedBefore = bySeq(db, seq.get()).orElseThrow().started();
        db.change(
                "UPDATE job SET running = 1, attempts = attempts + 1, fence = ?, started = ? WHERE seq = ?",
                turn,
                now,
                seq.get());
        JobRow row = bySeq(db, seq.get()).orElseThrow();
        String owner = row.job().owner();
        long servedBefore = db.number("SELECT served FROM owner WHERE name = ?", owner);
        db.change("UPDATE owner SET served = ? WHERE name = ?", turn, owner);
        return Optional.of(new Taken(row, startedBefore, servedBefore));
    }

    /** When the next job becomes due that may not be taken yet. */
    static Optional<Instant> nextDue(Session db) throws SQLException {
        return db.first(
                        "SELECT min(due) AS due FROM job WHERE running = 0 AND due > 0",
                        row -> JobRow.instant(row, "due"))
                .flatMap(due -> due);
    }

    /** Gives a job back as if it had not been taken. */
    void giveBack(Session db, Taken taken) throws SQLException {
        Optional<JobRow> row = underLease(db, taken.row());
        if (row.isPresent() && !endIfCancelled(db, row.get())) {
            db.change(
                    "UPDATE job SET running = 0, attempts = attempts - 1, started = ? WHERE seq = ?",
                    JobRow.millis(taken.startedBefore()),
                    row.get().seq());
            db.change(
                    "UPDATE owner SET served = ? WHERE name = ? AND served = ?",
                    taken.servedBefore(),
                    row.get().job().owner(),
                    taken.row().fence());
        }
    }

    /** Gives a job back, to be taken again from a time on. False if the lease is not in force. */
    boolean retry(Session db, JobRow taken, Instant due, String why) throws SQLException {
        Optional<JobRow> row = underLease(db, taken);
        if (row.isPresent() && !endIfCancelled(db, row.get())) {
            db.change(
                    "UPDATE job SET running = 0, due = ?, remarks = ? WHERE seq = ?",
                    due.toEpochMilli(),
                    String.join("\n", row.get().remarksAnd(why)),
                    taken.seq());
        }
        return row.isPresent();
    }

    /** The process ended or its worker was lost: the job waits again, or is set aside if that keeps happening. */
    void lose(Session db, JobRow row, String remark) throws SQLException {
        if (endIfCancelled(db, row)) {
            return;
        }
        if (row.lost() + 1 >= LOST_ATTEMPTS) {
            JobRow last = row.with(row.remarksAnd(remark));
            String sentence = "Set aside: " + LOST_ATTEMPTS
                    + " times the process ended or its worker was lost while it ran. Submit it again to try once more.";
            end(db, last.with(last.remarksAnd(sentence)), new Outcome(Outcome.Kind.POISONED, "{}"));
            return;
        }
        db.change(
                "UPDATE job SET running = 0, lost = lost + 1, remarks = ? WHERE seq = ?",
                String.join("\n", row.remarksAnd(remark)),
                row.seq());
    }

    /** Takes up a lease again that ran out, if nobody else has the job by now. */
    static boolean resume(Session db, JobRow taken) throws SQLException {
        return db.change(
                        "UPDATE job SET running = 1, lost = lost - 1 WHERE seq = ? AND fence = ? AND running = 0",
                        taken.seq(),
                        taken.fence())
                == 1;
    }

    /** Writes history. False if the job is another's by now, or ended. */
    boolean finish(Session db, JobRow taken, Outcome outcome) throws SQLException {
        Optional<JobRow> row = underLease(db, taken);
        if (row.isPresent()) {
            end(db, row.get(), outcome);
        }
        return row.isPresent();
    }

    private boolean endIfCancelled(Session db, JobRow row) throws SQLException {
        if (row.cancelled().isPresent()) {
            end(db, row, new Outcome(Outcome.Kind.CANCELLED, row.cancelled().get()));
        }
        return row.cancelled().isPresent();
    }

    void end(Session db, JobRow row, Outcome outcome) throws SQLException {
        Job job = row.job();
        db.change("DELETE FROM job WHERE seq = ?", row.seq()); // first: on a full disk, its room is what there is
        db.change("DELETE FROM finished WHERE id = ?", job.id());
        db.change(
                "INSERT INTO finished (id, job, owner, number, attempts, kind, accepted, started, ended, remarks,"
                        + " report, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.id(),
                row.seq(),
                job.owner(),
                job.number(),
                job.attempts(),
                outcome.kind().name(),
                job.accepted().toEpochMilli(),
                JobRow.millis(row.started()),
                clock.millis(),
                String.join("\n", row.remarks()),
                outcome.report(),
                job.body());
    }

    /** Puts the jobs of a process that did not end in order back to their places. */
    void recover(Session db) throws SQLException {
        for (JobRow row : running(db)) {
            lose(
                    db,
                    row,
                    "A restart of Darkroom interrupted it, noticed at " + Instant.ofEpochMilli(clock.millis()) + ".");
        }
    }

    static Optional<JobRow> byId(Session db, String id) throws SQLException {
        return db.first(JobRow.SELECT + "WHERE id = ?", JobRow::read, id);
    }

    private static Optional<JobRow> bySeq(Session db, long seq) throws SQLException {
        return db.first(JobRow.SELECT + "WHERE seq = ?", JobRow::read, seq);
    }

    /** The present row of a job whose lease nobody took over, even if it ran out. */
    private static Optional<JobRow> underLease(Session db, JobRow taken) throws SQLException {
        return db.first(JobRow.SELECT + "WHERE seq = ? AND fence = ?", JobRow::read, taken.seq(), taken.fence());
    }

    static List<JobRow> running(Session db) throws SQLException {
        return db.rows(JobRow.SELECT + "WHERE running = 1 ORDER BY fence", JobRow::read);
    }
}
