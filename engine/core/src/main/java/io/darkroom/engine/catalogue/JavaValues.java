package io.darkroom.engine.catalogue;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Widget;
import io.darkroom.engine.names.Brief;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values of the graph as the Java classes of record components, and back. */
final class JavaValues {
    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private JavaValues() {}

    /**
     * The value as this class: numbers change between classes if they keep their value; a long also takes unsigned 64
     * bits.
     *
     * @throws NodeException naming the slot
     */
    static Object convert(InputSlot slot, Class<?> type, Object value) {
        if (type.isInstance(value)) {
            return value;
        }
        if (value instanceof Number number) {
            if (type == double.class || type == Double.class) {
                return number.doubleValue();
            }
            BigInteger whole = whole(number);
            if (whole != null) {
                if (type == BigInteger.class) {
                    return whole;
                }
                if (isLong(type) && whole.compareTo(LONG_MIN) >= 0 && whole.compareTo(Widget.Whole.MAX_SEED) <= 0) {
                    return whole.longValue();
                }
                if (isInt(type) && whole.compareTo(INT_MIN) >= 0 && whole.compareTo(INT_MAX) <= 0) {
                    return whole.intValue();
                }
            }
        }
        if (value instanceof Boolean && type == boolean.class) {
            return value;
        }
        throw NodeException.atInput(
                slot.name(),
                "Input \"" + slot.name() + "\" must be " + described(slot, type) + ", but is " + Brief.of(value) + ".");
    }

    /** What an absent value is where null is impossible; else null. */
    static @Nullable Object zero(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 0.0;
        }
        return type == boolean.class ? false : null;
    }

    /** A record's value as it travels: whole numbers as Long or BigInteger, real ones as Double. */
    static @Nullable Object travelling(@Nullable Object value) {
        return value instanceof Integer small ? (Object) small.longValue() : value;
    }

    /** A seed as it travels: 64 bits read without a sign. */
    static @Nullable Object unsigned(@Nullable Object value) {
        return value instanceof Long bits && bits < 0 ? new BigInteger(Long.toUnsignedString(bits)) : value;
    }

    private static boolean isLong(Class<?> type) {
        return type == long.class || type == Long.class;
    }

    private static boolean isInt(Class<?> type) {
        return type == int.class || type == Integer.class;
    }

    private static @Nullable BigInteger whole(Number number) {
        if (number instanceof BigInteger big) {
            return big;
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return BigInteger.valueOf(number.longValue());
        }
        double real = number.doubleValue();
        return Double.isFinite(real) && Math.rint(real) == real ? new BigDecimal(real).toBigInteger() : null;
    }

    private static String described(InputSlot slot, Class<?> type) {
        return switch (slot.type()) {
            case "INT" -> isInt(type) ? "a whole number of at most 2147483647 either way" : "a whole number of 64 bits";
            case "FLOAT" -> "a number";
            case "STRING", "COMBO" -> "a text";
            case "BOOLEAN" -> "true or false";
            default -> "linked to " + (slot.type().equals("*") ? "a " + type.getSimpleName() : slot.type());
        };
    }
}
