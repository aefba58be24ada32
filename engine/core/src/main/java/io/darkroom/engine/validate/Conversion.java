package io.darkroom.engine.validate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constant as its declared type wants it, by ComfyUI's rules (Python's {@code int}, {@code float}, {@code str} and
 * {@code bool}).
 *
 * @param fault why it cannot be converted; empty if it was
 */
record Conversion(@Nullable Object value, Optional<String> fault) {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9](_?[0-9])*");
    private static final Pattern REAL =
            Pattern.compile("[+-]?([0-9](_?[0-9])*\\.?([0-9](_?[0-9])*)?|\\.[0-9](_?[0-9])*)([eE][+-]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 400; // digits; a double has at most 309 before the point

    static Conversion to(String type, @Nullable Object constant) {
        return switch (type) {
            case "INT" -> whole(constant);
            case "FLOAT" -> real(constant);
            case "STRING" -> text(constant);
            case "BOOLEAN" -> done(truth(constant));
            default -> done(constant);
        };
    }

    private static Conversion whole(@Nullable Object constant) {
        if (constant instanceof Boolean bool) {
            return done(bool ? 1L : 0L);
        }
        if (constant instanceof Long || constant instanceof Integer) {
            return done(((Number) constant).longValue());
        }
        if (constant instanceof BigInteger big) {
            return done(narrow(big));
        }
        if (constant instanceof Number number) {
            double real = number.doubleValue();
            return Double.isFinite(real)
                    ? done(narrow(new BigDecimal(real).toBigInteger()))
                    : refused(real + " is not a whole number");
        }
        if (constant instanceof String string) {
            String digits = string.strip();
            return digits.length() <= LONGEST_NUMBER && WHOLE.matcher(digits).matches()
                    ? done(narrow(new BigInteger(digits.replace("_", ""))))
                    : refused("the text is not a whole number");
        }
        return refused("a whole number is needed");
    }

    private static Conversion real(@Nullable Object constant) {
        if (constant instanceof Boolean bool) {
            return done(bool ? 1.0 : 0.0);
        }
        if (constant instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (constant instanceof String string) {
            String digits = string.strip();
            return digits.length() <= LONGEST_NUMBER && REAL.matcher(digits).matches()
                    ? finite(Double.parseDouble(digits.replace("_", "")))
                    : refused("the text is not a number");
        }
        return refused("a number is needed");
    }

    private static Conversion finite(double real) {
        return Double.isFinite(real) ? done(real) : refused("it must be a finite number");
    }

    private static Conversion text(@Nullable Object constant) {
        if (constant instanceof String) {
            return done(constant);
        }
        if (constant instanceof Boolean bool) {
            return done(bool ? "True" : "False");
        }
        if (constant instanceof BigInteger big && big.bitLength() > 4 * LONGEST_NUMBER) {
            return refused("the number has too many digits");
        }
        return constant instanceof Number number ? done(written(number)) : refused("a text is needed");
    }

    /** As Python writes numbers: the shortest digits, with an exponent below 1e-4 and from 1e16. */
    private static String written(Number number) {
        if (!(number instanceof Double || number instanceof Float)) {
            return number.toString();
        }
        double real = number.doubleValue();
        if (!Double.isFinite(real)) {
            return Double.isNaN(real) ? "nan" : real > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(real);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain = new BigDecimal(Double.toString(real)).toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(real).split("E", 2);
        String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        int exponent = Integer.parseInt(parts[1]);
        return digits + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** Python's truth: 0, empty and nothing are false, all else is true, the text "false" included. */
    private static boolean truth(@Nullable Object constant) {
        if (constant instanceof Boolean bool) {
            return bool;
        }
        if (constant instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (constant instanceof String string) {
            return !string.isEmpty();
        }
        if (constant instanceof Collection<?> collection) {
            return !collection.isEmpty();
        }
        return constant instanceof Map<?, ?> map && !map.isEmpty();
    }

    private static Number narrow(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private static Conversion done(@Nullable Object value) {
        return new Conversion(value, Optional.empty());
    }

    private static Conversion refused(String fault) {
        return new Conversion(null, Optional.of(fault));
    }
}
