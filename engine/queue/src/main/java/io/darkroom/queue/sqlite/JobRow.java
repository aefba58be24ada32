package io.darkroom.queue.sqlite;

import io.darkroom.queue.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished job as the database has it.
 *
 * @param seq which row; an id may come again, a row's number does not
 * @param place orders jobs of one number
 * @param lost how many attempts ended without an answer
 * @param cancelled the report to end with, once somebody asked to cancel it while it ran
 */
record JobRow(
        long seq,
        Job job,
        double place,
        boolean running,
        int lost,
        long fence,
        Optional<Instant> started,
        long due,
        Optional<String> cancelled,
        List<String> remarks) {
    static final String SELECT =
            "SELECT seq, id, owner, number, place, running, attempts, lost, fence, accepted, started, due,"
                    + " cancelled, remarks, body FROM job ";

    static JobRow read(ResultSet row) throws SQLException {
        Job job = new Job(
                row.getString("id"),
                row.getString("owner"),
                row.getDouble("number"),
                row.getString("body"),
                Instant.ofEpochMilli(row.getLong("accepted")),
                row.getInt("attempts"));
        return new JobRow(
                row.getLong("seq"),
                job,
                row.getDouble("place"),
                row.getInt("running") == 1,
                row.getInt("lost"),
                row.getLong("fence"),
                instant(row, "started"),
                row.getLong("due"),
                Optional.ofNullable(row.getString("cancelled")),
                lines(row.getString("remarks")));
    }

    List<String> remarksAnd(String remark) {
        List<String> all = new ArrayList<>(remarks);
        String line = remark.replaceAll("\\R", " ");
        if (!all.contains(line)) { // a job that is put off again and again says why once
            all.add(line);
        }
        return all;
    }

    JobRow with(List<String> changed) {
        return new JobRow(seq, job, place, running, lost, fence, started, due, cancelled, changed);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    static List<String> lines(String text) {
        return text.lines().toList();
    }
}
