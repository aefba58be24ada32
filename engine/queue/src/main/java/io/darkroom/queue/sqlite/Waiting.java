package io.darkroom.queue.sqlite;

import io.darkroom.queue.Job;
import java.lang.ref.SoftReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The waiting jobs, in the order in which they will run. Asked again while nothing was written, it has them at hand. */
final class Waiting {
    private final Writer writer;
    private final Readers readers;
    private final InstantSource clock;
    private volatile SoftReference<@Nullable Known> latest = new SoftReference<>(null);

    Waiting(Writer writer, Readers readers, InstantSource clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    private record Known(long commits, List<Job> jobs) {}

    private record Row(Job job, long due) {
        static Row read(String owner, ResultSet row) throws SQLException {
            Instant accepted = Instant.ofEpochMilli(row.getLong(4));
            return new Row(
                    new Job(row.getString(1), owner, row.getDouble(2), row.getString(3), accepted, row.getInt(5)),
                    row.getLong(6));
        }
    }

    List<Job> list() {
        Known known = latest.get();
        long commits = writer.commits(); // before reading: what is read may be newer, which does no harm
        if (known != null && known.commits() == commits) {
            return known.jobs();
        }
        long now = clock.millis();
        List<Row> later = new ArrayList<>();
        List<Job> jobs = readers.read(db -> inTurns(db, now, later));
        if (later.isEmpty()) { // else their places change with time
            latest = new SoftReference<>(new Known(commits, jobs));
        }
        return jobs;
    }

    /** One job of each owner, then a second one of each; those that are not due yet at the end. */
    private static List<Job> inTurns(Session db, long now, List<Row> later) throws SQLException {
        List<Iterator<Job>> owners = new ArrayList<>();
        for (String owner : db.rows("SELECT name FROM owner ORDER BY served, rowid", row -> row.getString(1))) {
            List<Row> rows = db.rows(
                    "SELECT id, number, body, accepted, attempts, due FROM job WHERE owner = ? AND running = 0"
                            + " ORDER BY number, place",
                    row -> Row.read(owner, row),
                    owner);
            owners.add(
                    rows.stream().filter(row -> row.due() <= now).map(Row::job).iterator());
            rows.stream().filter(row -> row.due() > now).forEach(later::add);
        }
        List<Job> all = new ArrayList<>();
        while (!owners.isEmpty()) {
            owners.removeIf(owner -> !owner.hasNext());
            owners.forEach(owner -> all.add(owner.next()));
        }
        later.stream().sorted(Comparator.comparingLong(Row::due)).map(Row::job).forEach(all::add);
        return List.copyOf(all);
    }
}
