package io.darkroom.queue.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database to its backup, as it is at one moment: soon after it was opened, regularly while it changes, and when
 * it is closed. Others read and write meanwhile. A backup takes the place of the one before only when it is on disk.
 */
final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Duration AFTER_START = Duration.ofSeconds(15); // starting up has better things to do
    private static final int REST = 50; // times as long as a backup took, until the next: at most 2 % of the time
    private static final long LARGEST_WHEN_CLOSING =
            256L << 20; // checked and copied within seconds; nobody waits for more

    private final Path file;
    private final Writer writer;
    private final Trouble trouble;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "darkroom-backup");
        daemon.setDaemon(true);
        return daemon;
    });
    private final ScheduledFuture<?> regular;
    private long saved = -1; // the writer's commits at the latest backup; guarded by this
    private long restUntil; // by nanoTime; guarded by this

    Backups(Path file, StoreOptions options, Writer writer, Trouble trouble) {
        this.file = file;
        this.writer = writer;
        this.trouble = trouble;
        restUntil = System.nanoTime();
        regular = timer.scheduleWithFixedDelay(
                this::regularly,
                Math.min(AFTER_START.toMillis(), options.backupEvery().toMillis()),
                options.backupEvery().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + ".backup");
    }

    private synchronized void regularly() {
        if (System.nanoTime() - restUntil >= 0) {
            backUpIfChanged();
        }
    }

    private synchronized void backUpIfChanged() {
        long commits = writer.commits();
        if (commits == saved) {
            return;
        }
        long start = System.nanoTime();
        try {
            copy();
            saved = commits;
        } catch (SQLException e) {
            if (Trouble.isDamage(e)) {
                trouble.met(e);
            }
            LOG.warn("The backup of the database \"{}\" failed; the one before is kept.", file, e);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The backup of the database \"{}\" failed; the one before is kept.", file, e);
        }
        long end = System.nanoTime();
        restUntil = end + REST * (end - start);
    }

    private void copy() throws SQLException, IOException {
        Path half = file.resolveSibling(file.getFileName() + ".backup-half");
        Files.deleteIfExists(half); // VACUUM INTO does not overwrite
        try (Session db = Session.plain(file)) {
            Optional<String> faults = Restoration.faults(db); // a copy of what is damaged must not replace a sound one
            if (faults.isPresent()) {
                throw Trouble.damage(faults.get());
            }
            db.change("VACUUM INTO ?", half.toString());
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(half, of(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Makes a last backup, unless the database is so large that one would wait for it. */
    @Override
    public void close() {
        regular.cancel(false);
        timer.shutdown();
        try {
            if (Files.size(file) <= LARGEST_WHEN_CLOSING) {
                backUpIfChanged();
            }
            timer.awaitTermination(1, TimeUnit.MINUTES); // one that is under way holds the file open
        } catch (IOException e) {
            LOG.warn("The database \"{}\" cannot be backed up: it is not there.", file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
