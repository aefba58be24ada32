package io.darkroom.format.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as Python's {@code json.dumps} does: every character beyond ASCII escaped, {@code ", "} and
 * {@code ": "} between, fractions as {@code repr} prints them. That is the text inside ComfyUI's pictures. NaN and
 * infinities, which JSON does not know, become null, as in a browser.
 */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final int indent;

    private JsonText(int indent) {
        this.indent = indent;
    }

    /** On one line. */
    public static String of(@Nullable Object value) {
        return new JsonText(0).write(value, 0).out.toString();
    }

    /** With a line for each member and item, two spaces in per level. */
    public static String indented(@Nullable Object value) {
        return new JsonText(2).write(value, 0).out.append('\n').toString();
    }

    /** A number as a browser turns it into text: {@code 7} for 7.0; whole numbers exact. */
    public static String browserNumber(Number number) {
        if (!(number instanceof Double fraction)) {
            return number.toString();
        }
        return fraction.isNaN() || fraction.isInfinite()
                ? fraction.toString()
                : ShortestDecimal.of(fraction).browser();
    }

    private JsonText write(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> members) {
            object(members, depth);
        } else if (value instanceof List<?> items) {
            list(items, depth);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
            out.append(finite ? ShortestDecimal.of(number).python() : "null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            throw new IllegalArgumentException(
                    "A value of class " + value.getClass().getName() + " has no form in JSON.");
        }
        return this;
    }

    private void object(Map<?, ?> members, int depth) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = members.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> member = i.next();
            line(depth + 1);
            string(String.valueOf(member.getKey()));
            out.append(": ");
            write(member.getValue(), depth + 1).separator(i.hasNext());
        }
        if (!members.isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void list(List<?> items, int depth) {
        out.append('[');
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
            line(depth + 1);
            write(i.next(), depth + 1).separator(i.hasNext());
        }
        if (!items.isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void separator(boolean needed) {
        if (needed) {
            out.append(indent > 0 ? "," : ", ");
        }
    }

    private void line(int depth) {
        if (indent > 0) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        out.append(c);
                    } else {
                        out.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            out.append(Character.forDigit(c >> shift & 15, 16));
                        }
                    }
                }
            }
        }
        out.append('"');
    }
}
