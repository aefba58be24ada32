package io.darkroom.cli.bench;

import java.util.List;
import java.util.Locale;

/**
 * A line of the table.
 *
 * @param wanted what it should be; empty if there is no such number
 */
record Measurement(String what, String result, String wanted) {
    static Measurement of(String what, String result) {
        return new Measurement(what, result, "");
    }

    /** A time in the unit one reads easily. */
    static String time(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.1f µs", seconds * 1e6);
    }

    /** The lines as a Markdown table. */
    static String table(List<Measurement> lines) {
        StringBuilder table = new StringBuilder("| what | result | wanted |\n| --- | --- | --- |\n");
        lines.forEach(line -> table.append("| ")
                .append(line.what)
                .append(" | ")
                .append(line.result)
                .append(" | ")
                .append(line.wanted)
                .append(" |\n"));
        return table.toString();
    }
}
