package io.darkroom.queue.sqlite;

import io.darkroom.queue.Deliveries;
import io.darkroom.queue.History;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Outputs;
import io.darkroom.queue.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A store in one SQLite file, for one process. Safe for concurrent use; whoever opened it closes it.
 *
 * <p>While the disk is full or the file is locked by another program, what writes throws
 * {@link io.darkroom.queue.RefusedException} with {@code UNAVAILABLE}, {@link JobQueue#take} gives nothing, and
 * {@link io.darkroom.queue.Lease#finish} waits for better times; reading goes on.
 */
public final class SqliteStore implements Store {
    private final FileGuard guard;
    private final Trouble trouble;
    private final Writer writer;
    private final Readers readers;
    private final SqliteQueue queue;
    private final History history;
    private final Outputs outputs;
    private final Deliveries deliveries;
    private final Backups backups;
    private final List<String> notices;

    private SqliteStore(Path file, StoreOptions options, FileGuard guard, Trouble trouble, List<String> notices) {
        this.guard = guard;
        this.trouble = trouble;
        this.notices = notices;
        writer = new Writer(file, options, trouble);
        readers = new Readers(file, options, trouble);
        queue = new SqliteQueue(writer, readers, options);
        history = new SqliteHistory(writer, readers);
        outputs = new SqliteOutputs(writer, readers);
        deliveries = new SqliteDeliveries(writer, readers, options.clock());
        backups = new Backups(file, options, writer, trouble);
    }

    /**
     * Opens a database, which is made if it is missing. Jobs that ran when the process ended before are put back to their
     * places. A damaged database is restored; see {@link #notices}.
     *
     * @throws IllegalStateException if another process has it, or it is not a database of this program or an older one
     */
    public static SqliteStore open(Path file, StoreOptions options) {
        FileGuard guard = FileGuard.take(file);
        Trouble trouble = new Trouble(file);
        try {
            List<String> notices = new ArrayList<>();
            Restoration restoration = new Restoration(file, options);
            Optional<String> damage = restoration.damage();
            if (damage.isPresent()) {
                notices.add(restoration.restore(damage.get()));
            }
            Files.deleteIfExists(Restoration.suspicion(file));
            try (Session db = Session.open(file, options)) {
                Schema.bring(db, file);
                db.run("BEGIN IMMEDIATE");
                new Jobs(options.clock(), options.capacity()).recover(db);
                db.run("COMMIT");
            }
            return new SqliteStore(file, options, guard, trouble, List.copyOf(notices));
        } catch (SQLException e) {
            guard.close();
            throw trouble.met(e);
        } catch (IOException e) {
            guard.close();
            throw new UncheckedIOException(
                    "The damaged database \"" + file + "\" cannot be replaced (" + e.getMessage()
                            + "). See that its folder may be written and has room.",
                    e);
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public Outputs outputs() {
        return outputs;
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public Optional<String> fact(String name) {
        return readers.read(db -> db.first("SELECT value FROM fact WHERE name = ?", row -> row.getString(1), name));
    }

    @Override
    public void fact(String name, String value) {
        writer.write(db -> db.change(
                "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value));
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public Optional<String> trouble() {
        return trouble.sentence();
    }

    @Override
    public Writing writing() {
        return writer.writing();
    }

    @Override
    public void close() {
        try {
            queue.close();
            backups.close();
        } finally {
            readers.close();
            writer.close();
            guard.close();
        }
    }
}
