package io.darkroom.queue.sqlite;

import io.darkroom.queue.Deliveries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The messages on their way in the database. */
final class SqliteDeliveries implements Deliveries {
    private final Writer writer;
    private final Readers readers;
    private final InstantSource clock;

    SqliteDeliveries(Writer writer, Readers readers, InstantSource clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public void add(String jobId, String target, String message) {
        writer.write(db -> db.change(
                "INSERT INTO delivery (job, target, due, message) VALUES (?, ?, ?, ?)",
                jobId,
                target,
                clock.millis(),
                message));
    }

    @Override
    public List<Delivery> due(Instant now, int limit) {
        return readers.read(db -> db.rows(
                "SELECT * FROM delivery WHERE due <= ? AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = delivery.job)"
                        + " ORDER BY id LIMIT ?",
                row -> new Delivery(
                        row.getLong("id"),
                        row.getString("job"),
                        row.getString("target"),
                        row.getString("message"),
                        row.getInt("attempts"),
                        Instant.ofEpochMilli(row.getLong("due"))),
                now.toEpochMilli(),
                limit));
    }

    @Override
    public void delivered(long id) {
        drop(id);
    }

    @Override
    public void retry(long id, Instant due) {
        writer.write(db ->
                db.change("UPDATE delivery SET attempts = attempts + 1, due = ? WHERE id = ?", due.toEpochMilli(), id));
    }

    @Override
    public void drop(long id) {
        writer.write(db -> db.change("DELETE FROM delivery WHERE id = ?", id));
    }
}
