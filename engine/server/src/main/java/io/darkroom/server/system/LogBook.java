package io.darkroom.server.system;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The latest lines of the log, for clients that show them. Whoever starts the server fills it from its logging library, so that
 * the server needs to know none. Safe for concurrent use.
 */
public final class LogBook {
    private static final int MOST_LINES = 1000;
    private static final int LONGEST_LINE = 10_000; // characters: a stack trace, not a workflow

    private final Deque<Line> lines = new ArrayDeque<>();
    private final List<Consumer<Line>> listeners = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);

    /**
     * A line of the log.
     *
     * @param text ends with a newline
     */
    public record Line(Instant time, String text) {}

    /** Adds a line; the oldest one leaves when there are more than 1,000. Never blocks for long. */
    public void add(Instant time, String text) {
        String cut = text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " ...";
        Line line = new Line(time, cut.endsWith("\n") ? cut : cut + "\n");
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > MOST_LINES) {
                lines.removeFirst();
            }
        }
        tell(line);
    }

    /** Oldest first. */
    public List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /**
     * Hears of every further line, on the thread that logs.
     *
     * @return ends it
     */
    public Runnable listen(Consumer<Line> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What a listener logs itself is kept but not told, or one line would follow another for ever. */
    private void tell(Line line) {
        if (telling.get()) {
            return;
        }
        telling.set(true);
        try {
            listeners.forEach(listener -> listener.accept(line));
        } finally {
            telling.remove();
        }
    }
}
