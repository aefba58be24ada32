package io.darkroom.engine.validate;

import java.util.Set;

/** Whether an output may be linked to an input. */
final class SocketMatch {
    /** A combo's value is a text. */
    private static final Set<String> TEXTS = Set.of("COMBO", "STRING");

    private SocketMatch() {}

    /** Equal types match, {@code *} matches all, and lists such as {@code IMAGE,FLOAT} match if they share a type. */
    static boolean matches(String output, String input) {
        if (output.equals(input)) {
            return true;
        }
        for (String given : output.split(",", -1)) {
            for (String taken : input.split(",", -1)) {
                if (same(given.strip(), taken.strip())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean same(String given, String taken) {
        return given.equals(taken)
                || given.equals("*")
                || taken.equals("*")
                || (TEXTS.contains(given) && TEXTS.contains(taken));
    }
}
