package io.darkroom.queue.sqlite;

import io.darkroom.queue.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/** Why the database cannot be used at present, in a sentence. Safe for concurrent use. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private static final int CORRUPT = 11; // SQLITE_CORRUPT

    private final Path file;
    private volatile @Nullable String sentence;
    private volatile boolean damaged; // no write that succeeds makes up for it

    Trouble(Path file) {
        this.file = file;
    }

    Optional<String> sentence() {
        return Optional.ofNullable(sentence);
    }

    /** Remembers a failure; returns what to tell those who asked for the work. */
    RuntimeException met(SQLException failure) {
        Optional<String> reason = reason(failure);
        if (reason.isEmpty()) {
            return new IllegalStateException("The database \"" + file + "\": " + failure.getMessage(), failure);
        }
        if (sentence == null) {
            LOG.warn("{}", reason.get());
        }
        if (isDamage(failure)) {
            damaged = true;
            remember();
        }
        sentence = reason.get();
        return new RefusedException(RefusedException.Reason.UNAVAILABLE, reason.get(), failure);
    }

    private void remember() {
        try {
            Files.writeString(Restoration.suspicion(file), "");
        } catch (IOException e) {
            LOG.warn(
                    "The next start may not notice the damage: \"{}\" cannot be made.", Restoration.suspicion(file), e);
        }
    }

    void over() {
        if (sentence != null && !damaged) {
            LOG.info("The database \"{}\" can be written again.", file);
            sentence = null;
        }
    }

    static SQLException damage(String what) {
        return new SQLException(what, null, CORRUPT);
    }

    static boolean isDamage(SQLException failure) {
        int code = code(failure);
        return code == CORRUPT || code == 26; // SQLITE_NOTADB
    }

    static boolean isConstraint(SQLException failure) {
        return code(failure) == 19; // SQLITE_CONSTRAINT
    }

    static boolean isLock(SQLException failure) {
        int code = code(failure);
        return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
    }

    /** Empty for what is our own fault. Numbers: https://sqlite.org/rescode.html */
    private Optional<String> reason(SQLException failure) {
        String database = "The database \"" + file + "\"";
        if (isDamage(failure)) {
            return Optional.of(database + " is damaged (" + failure.getMessage()
                    + "). Start Darkroom again: it is then restored from its backup.");
        }
        if (isLock(failure)) {
            return Optional.of(database + " is locked by another program. Close that program, then try again.");
        }
        return switch (code(failure)) {
            case 13 -> Optional.of(database + " cannot grow: the disk is full. Make room, then try again.");
            case 3, 8, 10, 14, 23 ->
                Optional.of(database + " cannot be reached (" + failure.getMessage()
                        + "). See that the disk is there and may be written, then try again.");
            default -> Optional.empty();
        };
    }

    private static int code(SQLException failure) {
        return failure instanceof SQLiteException e ? e.getResultCode().code & 0xFF : failure.getErrorCode() & 0xFF;
    }
}
