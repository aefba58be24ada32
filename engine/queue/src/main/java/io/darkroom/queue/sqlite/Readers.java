package io.darkroom.queue.sqlite;

import io.darkroom.queue.RefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A few sessions that read what is committed, beside the one that writes. Safe for concurrent use. */
final class Readers implements AutoCloseable {
    private static final int MOST = 4;

    private final Path file;
    private final StoreOptions options;
    private final Trouble trouble;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Session> idle = new ArrayDeque<>(); // guarded by itself
    private boolean closed; // guarded by idle

    Readers(Path file, StoreOptions options, Trouble trouble) {
        this.file = file;
        this.options = options;
        this.trouble = trouble;
    }

    /** Reads from one moment's state of the database, however many statements it takes. */
    <T> T read(Writer.Work<T> work) {
        free.acquireUninterruptibly();
        try {
            Session db = session();
            boolean healthy = false;
            try {
                db.change("BEGIN");
                T result = work.on(db);
                db.change("COMMIT");
                healthy = true;
                return result;
            } finally {
                giveBack(db, healthy);
            }
        } catch (SQLException e) {
            throw trouble.met(e);
        } finally {
            free.release();
        }
    }

    private Session session() throws SQLException {
        Session known;
        synchronized (idle) {
            if (closed) {
                throw new RefusedException(
                        RefusedException.Reason.UNAVAILABLE, "The database \"" + file + "\" is closed.");
            }
            known = idle.pollFirst();
        }
        return known == null ? Session.open(file, options) : known;
    }

    private void giveBack(@Nullable Session db, boolean healthy) throws SQLException {
        if (db != null && healthy) {
            synchronized (idle) {
                idle.addFirst(db);
            }
        } else if (db != null) {
            db.close();
        }
    }

    @Override
    public void close() {
        free.acquireUninterruptibly(MOST); // those that read now come to their end
        try {
            synchronized (idle) {
                closed = true;
                for (Session db : idle) {
                    db.close();
                }
                idle.clear();
            }
        } catch (SQLException e) {
            throw trouble.met(e);
        } finally {
            free.release(MOST);
        }
    }
}
