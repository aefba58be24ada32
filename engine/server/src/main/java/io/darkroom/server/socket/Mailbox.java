package io.darkroom.server.socket;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets, and what it may ask for again when it comes back: its latest letters, as many as there is room for.
 * Guarded by the hub.
 */
final class Mailbox {
    private static final int MANY = 1_000;
    private static final long MUCH = 4L << 20;

    private final Deque<Letter> kept = new ArrayDeque<>();
    private long bytes;
    private long floor;
    private Optional<Letter> preview = Optional.empty();
    private @Nullable Connection connection;
    private Instant left;
    private boolean known;
    private int expected;

    /** @param floor the number of the latest letter that it does not have */
    Mailbox(long floor, Instant now) {
        this.floor = floor;
        this.left = now;
    }

    /**
     * A socket of its client is about to open, and does not hear yet. The client is told that it is open before the hub is,
     * and what happens in between must not be lost.
     */
    void expect(Instant now) {
        expected++;
        left = now; // whom one waits for is not forgotten
    }

    boolean isExpected() {
        return expected > 0;
    }

    /** Keeps a letter if its client may come back for it, and sends it if the client is there. */
    void put(Letter letter) {
        if (letter.frame().weight() == Frame.Weight.PREVIEW) {
            preview = Optional.of(letter);
        } else if (connection == null || connection.wantsNumbers() || isExpected()) {
            keep(letter);
        } else {
            floor = letter.number();
        }
        if (connection != null) {
            connection.offer(letter);
        }
    }

    private void keep(Letter letter) {
        kept.add(letter);
        bytes += letter.size();
        while (kept.size() > MANY || bytes > MUCH) {
            Letter oldest = kept.remove();
            bytes -= oldest.size();
            floor = oldest.number();
        }
    }

    /** All letters after a number; empty if they are not all here any more. */
    Optional<List<Letter>> after(long number) {
        return number < floor
                ? Optional.empty()
                : Optional.of(
                        kept.stream().filter(letter -> letter.number() > number).toList());
    }

    long floor() {
        return floor;
    }

    /** The picture that its client was shown last. */
    Optional<Letter> preview() {
        return preview;
    }

    /**
     * From now on this connection is its client; the one before gets nothing more.
     *
     * @param latest the number of the latest letter of all
     */
    void attach(Connection taken, long latest) {
        if (connection != null) {
            connection.retire();
        }
        connection = taken;
        expected = Math.max(0, expected - 1);
        if (!taken.wantsNumbers() && !isExpected()) { // it will not ask for what it missed
            kept.clear();
            bytes = 0;
            floor = latest;
        }
        known = true;
    }

    void detach(Instant now) {
        connection = null;
        left = now;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    /** Whether its client was here before. */
    boolean isKnown() {
        return known;
    }

    /** When its client left, if it is not here. */
    Instant left() {
        return left;
    }
}
