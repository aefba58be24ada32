package io.darkroom.queue.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a database in the place of a damaged one: its backup, and over that whatever is still readable in the damaged file.
 * That file is moved aside and never changed.
 */
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final List<String> PARTS = List.of("", "-wal", "-shm"); // what SQLite keeps of one database
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    // Reading so much takes a quarter of a second. A larger file is checked before each backup, and here if it is
    // suspect.
    private static final long LARGEST_CHECKED_AT_START = 64L << 20;

    private final Path file;
    private final StoreOptions options;

    Restoration(Path file, StoreOptions options) {
        this.file = file;
        this.options = options;
    }

    /**
     * Empty if the file is sound, or is to be made; otherwise what is wrong with it.
     *
     * @throws IllegalStateException if it is of a newer program, or not ours
     */
    Optional<String> damage() throws SQLException, IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return Files.exists(Backups.of(file))
                    ? Optional.of(Files.exists(file) ? "it was empty" : "it was missing")
                    : Optional.empty();
        }
        try (Session db = Session.plain(file)) {
            Schema.check(db, file);
            return Files.size(file) <= LARGEST_CHECKED_AT_START || Files.exists(suspicion(file))
                    ? faults(db)
                    : Optional.empty();
        } catch (SQLException e) {
            if (Trouble.isDamage(e)) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** The file that says: the next start has to check the database, however large it is. */
    static Path suspicion(Path file) {
        return file.resolveSibling(file.getFileName() + ".suspect");
    }

    static Optional<String> faults(Session db) throws SQLException {
        return db.first("PRAGMA quick_check(1)", row -> row.getString(1)).filter(answer -> !answer.equals("ok"));
    }

    /** Restores the database; returns what to tell the user. */
    String restore(String damage) throws SQLException, IOException {
        boolean there = Files.exists(file);
        Path aside = aside(file);
        move(file, aside);
        Optional<Instant> backup = fromBackup();
        Salvage.Found found = salvage(aside);

        String[] reason = damage.strip().split("\\R", -1); // SQLite says "in database main" first
        String sentence = "The database \"" + file + "\" was damaged (" + reason[reason.length - 1]
                + ") and has been "
                + backup.map(at -> "restored from its backup of " + at).orElse("made anew: there was no usable backup")
                + ". " + found
                + (there ? " The damaged file is kept as \"" + aside.getFileName() + "\"." : "");
        LOG.warn("{}", sentence);
        return sentence;
    }

    /** A name for what is moved away, free even if there was damage a moment ago. */
    private Path aside(Path damaged) {
        String name = damaged.getFileName() + ".damaged-"
                + STAMP.format(options.clock().instant());
        Path aside = damaged.resolveSibling(name);
        for (int i = 2; Files.exists(aside); i++) {
            aside = damaged.resolveSibling(name + "-" + i);
        }
        return aside;
    }

    private Optional<Instant> fromBackup() throws SQLException, IOException {
        Path backup = Backups.of(file);
        if (!Files.exists(backup)) {
            return Optional.empty();
        }
        try (Session db = Session.plain(backup)) {
            Optional<String> faults = faults(db);
            if (faults.isPresent()) {
                throw Trouble.damage(faults.get());
            }
        } catch (SQLException e) {
            LOG.warn("The backup \"{}\" is damaged as well; it is moved aside.", backup, e);
            move(backup, aside(backup));
            return Optional.empty();
        }
        Path half = file.resolveSibling(file.getFileName() + ".restored-half");
        Files.copy(backup, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(Files.getLastModifiedTime(backup).toInstant());
    }

    private Salvage.Found salvage(Path aside) throws SQLException, IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".salvage"); // reading would change the file that is kept
        try (Session db = Session.open(file, options)) {
            Schema.bring(db, file);
            delete(copy);
            for (String part : PARTS.subList(0, 2)) {
                if (Files.exists(part(aside, part))) {
                    Files.copy(part(aside, part), part(copy, part));
                }
            }
            try (Session damaged = Session.plain(copy)) {
                return new Salvage(damaged, db).run();
            }
        } finally {
            delete(copy);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        for (String part : PARTS) {
            if (Files.exists(part(from, part))) {
                Files.move(part(from, part), part(to, part));
            }
        }
    }

    private static void delete(Path database) throws IOException {
        for (String part : PARTS) {
            Files.deleteIfExists(part(database, part));
        }
    }

    private static Path part(Path database, String part) {
        return database.resolveSibling(database.getFileName() + part);
    }
}
