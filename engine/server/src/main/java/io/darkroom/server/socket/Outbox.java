package io.darkroom.server.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be sent over one socket. When a client reads slowly, previews give way first, then states that a later one
 * tells anew; what remains is kept until it is too much. Guarded by its connection.
 */
final class Outbox {
    /** From here on a client is slow. */
    private static final int MANY = 64;

    private static final long MUCH = 1 << 20;
    private static final int TOO_MANY = 4_000;
    private static final long TOO_MUCH = 32L << 20;

    private final Deque<Letter> waiting = new ArrayDeque<>();
    private long bytes;

    void add(Letter letter) {
        boolean slow = waiting.size() >= MANY || bytes >= MUCH;
        switch (letter.frame().weight()) {
            case PREVIEW -> {
                remove(letter);
                if (slow) {
                    return;
                }
            }
            case STATE -> {
                if (slow) {
                    remove(letter);
                }
            }
            case LASTING -> {
                if (slow) {
                    waiting.removeIf(other -> other.frame().weight() == Frame.Weight.PREVIEW && forget(other));
                }
            }
        }
        waiting.add(letter);
        bytes += letter.size();
    }

    /** Puts letters before all others. */
    void addFirst(List<Letter> letters) {
        List<Letter> reversed = new ArrayList<>(letters);
        Collections.reverse(reversed);
        reversed.forEach(waiting::addFirst);
        letters.forEach(letter -> bytes += letter.size());
    }

    Optional<Letter> next() {
        Letter next = waiting.poll();
        if (next != null) {
            bytes -= next.size();
        }
        return Optional.ofNullable(next);
    }

    boolean isTooFull() {
        return waiting.size() > TOO_MANY || bytes > TOO_MUCH;
    }

    int size() {
        return waiting.size();
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }

    private void remove(Letter newer) {
        waiting.removeIf(older -> newer.makesNeedless(older) && forget(older));
    }

    private boolean forget(Letter letter) {
        bytes -= letter.size();
        return true;
    }
}
