package io.darkroom.engine.names;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in messages: short, on one line, and never deeper than a few levels, whatever the value holds. */
public final class Brief {
    private static final int TEXT = 80;
    private static final int MEMBERS = 5;
    private static final int DEPTH = 3;
    private static final int LARGEST = 256; // bits; turning a huge number into text takes time squared

    private Brief() {}

    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, DEPTH, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, int depth, StringBuilder text) {
        if (value instanceof String string) {
            text.append('"').append(oneLine(string)).append('"');
        } else if (value instanceof List<?> list) {
            members(list.iterator(), depth, text.append('['));
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            members(map.entrySet().iterator(), depth, text.append('{'));
            text.append('}');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            text.append(oneLine(String.valueOf(entry.getKey()))).append(": ");
            write(entry.getValue(), depth, text);
        } else if (value instanceof BigInteger big && big.bitLength() > LARGEST) {
            text.append("a number of ").append(big.bitLength()).append(" bits");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(oneLine(String.valueOf(value)));
        } else {
            text.append("a ").append(value.getClass().getSimpleName());
        }
    }

    private static void members(Iterator<?> members, int depth, StringBuilder text) {
        for (int i = 0; members.hasNext(); i++) {
            if (depth == 0 || i == MEMBERS) {
                text.append(i == 0 ? "..." : ", ...");
                return;
            }
            text.append(i == 0 ? "" : ", ");
            write(members.next(), depth - 1, text);
        }
    }

    /** A text on one line, cut after 80 characters. */
    public static String oneLine(String text) {
        String start = text.length() > TEXT ? text.substring(0, TEXT) + "..." : text;
        return start.replace('\n', ' ').replace('\r', ' ');
    }
}
