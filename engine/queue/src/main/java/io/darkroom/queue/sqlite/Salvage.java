package io.darkroom.queue.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads what can be read of a damaged database into a sound one. A table that is read to its end is taken as it is; of one
 * that is not, the rows before and behind the damage replace those of the sound database, and the rest of these stays: a job
 * may then run again, which is better than not at all.
 */
final class Salvage {
    private static final List<Table> TABLES = List.of(
            new Table("job", "unfinished jobs"),
            new Table("finished", "finished jobs"),
            new Table("picture", "pictures of the gallery"),
            new Table("delivery", "messages on their way"),
            new Table("owner", "owners"),
            new Table("fact", "settings"));

    private final Session damaged;
    private final Session sound;

    Salvage(Session damaged, Session sound) {
        this.damaged = damaged;
        this.sound = sound;
    }

    private record Table(String name, String words) {}

    /**
     * What was read. In words: what there was of each kind, and what may be missing.
     *
     * @param rows of tables that were read to their end
     * @param incomplete tables of which some rows could not be read
     */
    record Found(List<String> rows, List<String> incomplete) {
        @Override
        public String toString() {
            String read = rows.isEmpty() ? "" : "Read from the damaged file: " + String.join(", ", rows) + ".";
            String missing = incomplete.isEmpty()
                    ? " Nothing is missing."
                    : " Not all could be read of: " + String.join(", ", incomplete)
                            + ". What was written of these since the backup may be missing, and a job that ended since"
                            + " may run again.";
            return (read + missing).strip();
        }
    }

    Found run() throws SQLException {
        List<String> complete = new ArrayList<>();
        List<String> incomplete = new ArrayList<>();
        sound.run("BEGIN IMMEDIATE");
        for (Table table : TABLES) {
            sound.run("SAVEPOINT whole");
            sound.run("DELETE FROM " + table.name());
            OptionalLong rows = copy(table.name(), "rowid ASC");
            if (rows.isPresent()) {
                if (rows.getAsLong() > 0) {
                    complete.add(rows.getAsLong() + " " + table.words());
                }
            } else {
                sound.run("ROLLBACK TO whole");
                copy(table.name(), "rowid ASC");
                copy(table.name(), "rowid DESC");
                incomplete.add(table.words());
            }
            sound.run("RELEASE whole");
        }
        settle(ledger());
        sound.run("COMMIT");
        return new Found(complete, incomplete);
    }

    /** Copies rows until one cannot be read; returns how many, if these are all and none of them is noise. */
    private OptionalLong copy(String table, String order) throws SQLException {
        List<SQLException> writing = new ArrayList<>();
        try {
            List<Boolean> copied =
                    damaged.rows("SELECT * FROM " + table + " ORDER BY " + order, row -> put(table, row, writing));
            return copied.contains(false) ? OptionalLong.empty() : OptionalLong.of(copied.size());
        } catch (SQLException e) {
            if (!writing.isEmpty()) {
                throw writing.get(0);
            }
            return OptionalLong.empty();
        }
    }

    /** Copies a row, if it is one that we could have written. */
    private boolean put(String table, ResultSet row, List<SQLException> writing) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getMetaData().getColumnName(i));
        }
        List<@Nullable Object> values = values(row);
        if (values.stream().anyMatch(Salvage::isNoise)) {
            return false;
        }
        String sql = "INSERT OR REPLACE INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try {
            sound.change(sql, values.toArray());
            return true;
        } catch (SQLException e) {
            if (Trouble.isConstraint(e)) {
                return false;
            }
            writing.add(e);
            throw e;
        }
    }

    /** Bytes that are no text are read as the character that stands for none. */
    private static boolean isNoise(@Nullable Object value) {
        return value instanceof String text && text.indexOf('\uFFFD') >= 0;
    }

    private static List<@Nullable Object> values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getObject(i));
        }
        return values;
    }

    private boolean ledger() throws SQLException {
        List<long[]> old;
        try {
            old = damaged.rows("SELECT next_number, turn, paused FROM ledger", row ->
                    new long[] {row.getLong(1), row.getLong(2), row.getLong(3)});
        } catch (SQLException e) {
            return false; // the numbers of the jobs tell where the counter stood
        }
        for (long[] row : old) {
            sound.change(
                    "UPDATE ledger SET next_number = max(next_number, ?), turn = max(turn, ?), paused = ?",
                    row[0],
                    row[1],
                    row[2]);
        }
        return !old.isEmpty();
    }

    /** Makes what came from two databases agree. */
    private void settle(boolean counterKnown) throws SQLException {
        sound.change("DELETE FROM job WHERE seq IN (SELECT job FROM finished)");
        sound.change("UPDATE ledger SET waiting = (SELECT count(*) FROM job WHERE running = 0),"
                + " running = (SELECT count(*) FROM job WHERE running = 1),"
                + " turn = max(turn, (SELECT coalesce(max(fence), 0) FROM job))");
        sound.change("INSERT INTO owner SELECT DISTINCT owner, 0 FROM job WHERE true ON CONFLICT DO NOTHING");
        long lastJob = sound.number("SELECT max(coalesce((SELECT max(seq) FROM job), 0),"
                + " coalesce((SELECT max(job) FROM finished), 0),"
                + " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'job'), 0))");
        sound.change("DELETE FROM sqlite_sequence WHERE name = 'job'");
        sound.change("INSERT INTO sqlite_sequence (name, seq) VALUES ('job', ?)", lastJob);
        if (!counterKnown) {
            sound.change("UPDATE ledger SET next_number = max(next_number, ?)", lastJob);
        }
    }
}
