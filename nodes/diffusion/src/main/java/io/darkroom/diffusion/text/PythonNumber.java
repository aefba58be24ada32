package io.darkroom.diffusion.text;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads a number as Python's {@code float()} does, which decides what counts as a weight in a prompt. */
final class PythonNumber {
    private static final Pattern DIGIT_GROUPS = Pattern.compile("(?<=[0-9])_(?=[0-9])");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:e[+-]?[0-9]++)?");

    private PythonNumber() {}

    static OptionalDouble parse(String text) {
        String plain = DIGIT_GROUPS.matcher(ascii(text).strip()).replaceAll("");
        if (DECIMAL.matcher(plain).matches()) {
            return OptionalDouble.of(Double.parseDouble(plain));
        }
        return switch (plain) {
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
            default -> OptionalDouble.empty();
        };
    }

    /** Digits and spaces of any script as ASCII, letters in lower case. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                ascii.append((char) ('0' + Character.digit(c, 10)));
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085') {
                ascii.append(' ');
            } else {
                ascii.appendCodePoint(c);
            }
        });
        return ascii.toString().toLowerCase(Locale.ROOT);
    }
}
