package io.darkroom.queue.sqlite;

import io.darkroom.queue.Outputs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The saved pictures in the database. */
final class SqliteOutputs implements Outputs {
    private static final String THIS_ONE = " WHERE type = ? AND subfolder = ? AND filename = ?";

    private final Writer writer;
    private final Readers readers;

    SqliteOutputs(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void add(List<Picture> pictures) {
        writer.write(db -> {
            for (Picture picture : pictures) {
                db.change(
                        "INSERT OR REPLACE INTO picture (type, subfolder, filename, owner, job, node, saved, words,"
                                + " text, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        picture.type(),
                        picture.subfolder(),
                        picture.filename(),
                        picture.owner(),
                        picture.jobId(),
                        picture.nodeId(),
                        picture.saved().toEpochMilli(),
                        folded(picture.text()),
                        picture.text(),
                        picture.facts());
            }
            return true;
        });
    }

    @Override
    public List<Picture> list(Question question) {
        List<@Nullable Object> values = new ArrayList<>();
        String sql =
                "SELECT * FROM picture" + where(question, values) + " ORDER BY saved DESC, seq DESC LIMIT ? OFFSET ?";
        values.add(question.limit());
        values.add(question.offset());
        return readers.read(db -> db.rows(sql, SqliteOutputs::read, values.toArray()));
    }

    @Override
    public int count(Question question) {
        List<@Nullable Object> values = new ArrayList<>();
        String sql = "SELECT count(*) FROM picture" + where(question, values);
        return (int) (long) readers.read(db -> db.number(sql, values.toArray()));
    }

    @Override
    public Optional<Picture> find(String type, String subfolder, String filename) {
        return readers.read(
                db -> db.first("SELECT * FROM picture" + THIS_ONE, SqliteOutputs::read, type, subfolder, filename));
    }

    @Override
    public void remove(String type, String subfolder, String filename) {
        writer.write(db -> db.change("DELETE FROM picture" + THIS_ONE, type, subfolder, filename));
    }

    private static String where(Question question, List<@Nullable Object> values) {
        List<String> conditions = new ArrayList<>();
        question.owner().ifPresent(owner -> {
            conditions.add("owner = ?");
            values.add(owner);
        });
        for (String word : question.words()) {
            conditions.add("instr(words, ?) > 0"); // unlike LIKE, no character of the word means more than itself
            values.add(folded(word));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Picture read(ResultSet row) throws SQLException {
        return new Picture(
                row.getString("type"),
                row.getString("subfolder"),
                row.getString("filename"),
                row.getString("owner"),
                row.getString("job"),
                row.getString("node"),
                Instant.ofEpochMilli(row.getLong("saved")),
                row.getString("text"),
                row.getString("facts"));
    }
}
