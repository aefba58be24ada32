package io.darkroom.queue.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The tables, as numbered steps: a database of any older version is brought to the newest in one transaction. */
final class Schema {
    private static final int APPLICATION =
            0x4461726B; // "Dark"; see https://sqlite.org/pragma.html#pragma_application_id
    private static final List<String> STEPS = List.of("V1__jobs_history_outputs_deliveries.sql");

    private Schema() {}

    /**
     * Sees that a database is one that {@link #bring} knows, changing nothing.
     *
     * @throws IllegalStateException if it is of a newer program, or not ours
     */
    static void check(Session db, Path file) throws SQLException {
        long version = db.number("PRAGMA user_version");
        if (version > STEPS.size()) {
            throw new IllegalStateException("The database \"" + file + "\" has version " + version
                    + "; this Darkroom knows versions up to " + STEPS.size()
                    + ". Start the newer Darkroom that wrote it, or move the file away.");
        }
        if (db.number("PRAGMA application_id") != APPLICATION && db.number("SELECT count(*) FROM sqlite_schema") > 0) {
            throw new IllegalStateException(
                    "\"" + file + "\" is a database of another program. Move it away, or choose another folder.");
        }
    }

    /** Brings a database to the newest version. */
    static void bring(Session db, Path file) throws SQLException {
        check(db, file);
        long version = db.number("PRAGMA user_version");
        if (version == STEPS.size()) {
            return;
        }
        db.run("BEGIN IMMEDIATE");
        try {
            for (String step : STEPS.subList((int) version, STEPS.size())) {
                for (String statement : statements(step)) {
                    db.run(statement);
                }
            }
            db.run("PRAGMA application_id = " + APPLICATION);
            db.run("PRAGMA user_version = " + STEPS.size());
            db.run("COMMIT");
        } catch (SQLException e) {
            db.run("ROLLBACK");
            throw e;
        }
    }

    private static List<String> statements(String step) {
        try (InputStream resource = Schema.class.getResourceAsStream("schema/" + step)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "The program lacks its file \"schema/" + step + "\"; install it again.");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("--.*", "").stripTrailing())
                    .collect(Collectors.joining("\n"));
            // The body of a trigger has a semicolon within; it ends with "END;" on the same line.
            return List.of(text.split(";\\s*\\n")).stream()
                    .filter(s -> !s.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
