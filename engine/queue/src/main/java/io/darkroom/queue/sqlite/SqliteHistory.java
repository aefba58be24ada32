package io.darkroom.queue.sqlite;

import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The jobs of the past in the database. */
final class SqliteHistory implements History {
    private final Writer writer;
    private final Readers readers;

    SqliteHistory(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public Optional<Finished> find(String id) {
        return readers.read(db -> db.first("SELECT * FROM finished WHERE id = ?", SqliteHistory::read, id));
    }

    @Override
    public List<Finished> list(Question question) {
        Filter filter = filter(question);
        String sql =
                "SELECT * FROM finished" + filter.where + " ORDER BY " + order(question.order()) + " LIMIT ? OFFSET ?";
        return readers.read(
                db -> db.rows(sql, SqliteHistory::read, filter.valuesAnd(question.limit(), question.offset())));
    }

    @Override
    public int count(Question question) {
        Filter filter = filter(question);
        return (int) (long)
                readers.read(db -> db.number("SELECT count(*) FROM finished" + filter.where, filter.valuesAnd()));
    }

    @Override
    public void remark(String id, String sentence) {
        String line = sentence.replaceAll("\\R", " ");
        writer.write(db -> db.change(
                "UPDATE finished SET remarks = iif(remarks = '', ?1, remarks || char(10) || ?1) WHERE id = ?2",
                line,
                id));
    }

    @Override
    public void delete(Optional<String> owner, Set<String> ids) {
        writer.write(db -> {
            for (String id : ids) {
                db.change("DELETE FROM finished WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)", id, owner.orElse(null));
            }
            return true;
        });
    }

    @Override
    public void clear(Optional<String> owner) {
        writer.write(db -> db.change("DELETE FROM finished WHERE ?1 IS NULL OR owner = ?1", owner.orElse(null)));
    }

    private static String order(Order order) {
        return switch (order) {
            case ENDED -> "seq";
            case ENDED_NEWEST_FIRST -> "seq DESC";
            case ACCEPTED -> "accepted, seq";
            case ACCEPTED_NEWEST_FIRST -> "accepted DESC, seq DESC";
            case DURATION -> "ended - coalesce(started, ended), seq";
            case DURATION_LONGEST_FIRST -> "ended - coalesce(started, ended) DESC, seq DESC";
        };
    }

    private static Filter filter(Question question) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        question.owner().ifPresent(owner -> {
            conditions.add("owner = ?");
            values.add(owner);
        });
        question.since().ifPresent(since -> {
            conditions.add("ended >= ?");
            values.add(since.toEpochMilli());
        });
        if (!question.kinds().isEmpty()) {
            conditions.add(question.kinds().stream()
                    .sorted()
                    .map(kind -> "'" + kind.name() + "'")
                    .collect(Collectors.joining(", ", "kind IN (", ")")));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return new Filter(where, values);
    }

    private record Filter(String where, List<Object> values) {
        @Nullable
        Object[] valuesAnd(Object... more) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }

    private static Finished read(ResultSet row) throws SQLException {
        Job job = new Job(
                row.getString("id"),
                row.getString("owner"),
                row.getDouble("number"),
                row.getString("body"),
                Instant.ofEpochMilli(row.getLong("accepted")),
                row.getInt("attempts"));
        return new Finished(
                job,
                new Outcome(Outcome.Kind.valueOf(row.getString("kind")), row.getString("report")),
                JobRow.instant(row, "started"),
                Instant.ofEpochMilli(row.getLong("ended")),
                JobRow.lines(row.getString("remarks")));
    }
}
