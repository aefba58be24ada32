package io.darkroom.cli.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line at the foot of a terminal: which node works, how far it is, how long it still takes. Not for several threads. */
final class ProgressLine {
    private static final int BAR = 20;
    private static final int TITLE = 28;
    /** Faster than this nobody reads. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int NOT_YET = -1;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private int shown;
    private long paintedAt;
    private long startedAt;
    private int startedValue;
    private int started;
    private int nodes;
    private String title = "";

    ProgressLine(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
    }

    /** A run begins that has this many nodes to do. */
    void begin(int count) {
        nodes = count;
        started = 0;
    }

    /** These many nodes need not run. */
    void spared(int count) {
        nodes = Math.max(0, nodes - count);
    }

    void node(String name) {
        started++;
        title = shortened(name);
        startedAt = nanoTime.getAsLong();
        startedValue = NOT_YET;
        paint(head());
    }

    void progress(int value, int max) {
        long now = nanoTime.getAsLong();
        if (startedValue == NOT_YET || value < startedValue) {
            // Its first sign of life, after what it had to load; or a second pass of the same node.
            startedAt = now;
            startedValue = value;
        }
        if (value < max && shown > 0 && now - paintedAt < PAUSE.toNanos()) {
            return;
        }
        int filled = max <= 0 ? 0 : (int) ((long) BAR * Math.min(value, max) / max);
        String left = "";
        if (value > startedValue && value < max) {
            long seconds = (now - startedAt) / 1_000_000_000L * (max - value) / (value - startedValue);
            left = "  " + clock(seconds) + " left";
        }
        paint(head() + " [" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + value + "/" + max + left);
    }

    /** Makes room for other text. */
    void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    private String head() {
        return String.format(Locale.ROOT, "[%d/%d] %s", started, Math.max(nodes, started), title);
    }

    private void paint(String text) {
        // Blanks instead of an escape sequence: every terminal knows them.
        err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
        err.flush();
        shown = text.length();
        paintedAt = nanoTime.getAsLong();
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= TITLE ? line : line.substring(0, TITLE - 3) + "...";
    }

    private static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
