package io.darkroom.format.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back as the same double, and of those the nearest: what Python and browsers print. (Java
 * prints it only from version 19 on.)
 *
 * @param digits without leading or trailing zeros; "0" for zero
 * @param exponent the power of ten of the first digit
 */
record ShortestDecimal(boolean negative, String digits, int exponent) {
    /** A double never needs more digits to be told from its neighbours. */
    private static final int ENOUGH = 17;
    /** Numbers that people write, the quick way: a quotient of two exact numbers reads back as itself. */
    private static final double[] FEW_DECIMALS = {1, 10, 100, 1e3, 1e4, 1e5};
    /** Up to 15 digits no other decimal of that length is the same double. */
    private static final double EXACT = 1e15;

    static ShortestDecimal of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(value + " has no digits.");
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        double size = Math.abs(value);
        if (size == 0) {
            return new ShortestDecimal(negative, "0", 0);
        }
        for (int decimals = 0; decimals < FEW_DECIMALS.length && size < 1e9; decimals++) {
            double whole = Math.rint(size * FEW_DECIMALS[decimals]);
            if (whole / FEW_DECIMALS[decimals] == size && whole < EXACT) {
                return of(negative, BigDecimal.valueOf((long) whole, decimals));
            }
        }
        BigDecimal exact = new BigDecimal(size);
        BigDecimal shortest = exact;
        for (int precision = 1; precision <= ENOUGH; precision++) {
            BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == size) {
                shortest = nearest;
                break;
            }
            // Below a power of two the neighbours lie closer than above it, so only the farther decimal may read back.
            RoundingMode otherWay = nearest.compareTo(exact) > 0 ? RoundingMode.DOWN : RoundingMode.UP;
            BigDecimal farther = exact.round(new MathContext(precision, otherWay));
            if (farther.doubleValue() == size) {
                shortest = farther;
                break;
            }
        }
        return of(negative, shortest);
    }

    private static ShortestDecimal of(boolean negative, BigDecimal shortest) {
        BigDecimal plain = shortest.stripTrailingZeros();
        String digits = plain.unscaledValue().toString();
        return new ShortestDecimal(negative, digits, digits.length() - 1 - plain.scale());
    }

    /** As Python's {@code repr}: {@code 7.5}, {@code 1.0}, {@code 1e-05}, {@code 1e+16}. */
    String python() {
        return layout(-4, 15, 2, ".0");
    }

    /** As a browser's {@code String(number)}: {@code 7.5}, {@code 1}, {@code 0.00001}, {@code 1e-7}. */
    String browser() {
        return digits.equals("0") ? "0" : layout(-6, 20, 1, "");
    }

    private String layout(int smallest, int largest, int exponentDigits, String ofWhole) {
        StringBuilder text = new StringBuilder(negative ? "-" : "");
        if (exponent < smallest || exponent > largest) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            String power = Integer.toString(Math.abs(exponent));
            text.append(exponent < 0 ? "e-" : "e+")
                    .append("0".repeat(Math.max(0, exponentDigits - power.length())))
                    .append(power);
        } else if (exponent < 0) {
            text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (digits.length() <= exponent + 1) {
            text.append(digits)
                    .append("0".repeat(exponent + 1 - digits.length()))
                    .append(ofWhole);
        } else {
            text.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
        return text.toString();
    }
}
