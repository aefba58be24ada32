package io.darkroom.server.sweep;

import io.darkroom.format.json.JsonPart;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers at equal distances, in decimal, so that 0.1 to 0.3 by 0.1 ends at 0.3. */
final class ValueRange {
    private static final Set<String> MEMBERS = Set.of("from", "to", "step");
    private static final int LARGEST_EXPONENT = 40; // beyond what any widget takes; bounds the decimals' length

    private ValueRange() {}

    /**
     * Reads {@code {"from": 1, "to": 9, "step": 2}}; both ends belong to it, and {@code step} is 1 if left out. Whole numbers
     * stay whole.
     */
    static List<Object> read(JsonPart range, int most) {
        for (Object name : ((Map<?, ?>) range.object()).keySet()) {
            if (!MEMBERS.contains(name)) {
                throw SweepAxis.refuse(
                        range.get(String.valueOf(name)),
                        "there is no such member; give \"from\", \"to\" and \"step\", or \"values\" and \"labels\".");
            }
        }
        BigDecimal from = number(range.get("from"));
        BigDecimal to = number(range.get("to"));
        BigDecimal step = range.get("step").isAbsent() ? BigDecimal.ONE : number(range.get("step"));
        if (step.signum() == 0 || to.subtract(from).signum() * step.signum() < 0) {
            throw SweepAxis.refuse(
                    range,
                    "from " + from.toPlainString() + " it does not come to " + to.toPlainString() + " in steps of "
                            + step.toPlainString() + ".");
        }
        BigDecimal count = to.subtract(from).divideToIntegralValue(step).add(BigDecimal.ONE);
        if (count.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw SweepAxis.refuse(
                    range,
                    "these are " + count.toPlainString() + " values; the limit is " + most + ". Use a larger step.");
        }
        boolean whole = isWhole(range.get("from")) && (range.get("step").isAbsent() || isWhole(range.get("step")));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count.intValueExact(); i++) {
            BigDecimal value = from.add(step.multiply(BigDecimal.valueOf(i)));
            if (whole) {
                values.add(whole(value.toBigIntegerExact()));
            } else {
                values.add(value.doubleValue());
            }
        }
        return values;
    }

    private static boolean isWhole(JsonPart part) {
        return part.value() instanceof Long;
    }

    /** As workflows hold it. */
    private static Number whole(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }

    private static BigDecimal number(JsonPart part) {
        if (part.value() instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (part.value() instanceof Double real
                && Double.isFinite(real)
                && Math.abs(Math.getExponent(real)) < LARGEST_EXPONENT * 4) {
            return BigDecimal.valueOf(real);
        }
        throw SweepAxis.refuse(part, "a number is needed here, but it is " + part.describe() + ".");
    }
}
