package io.darkroom.api.node;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** How the constant of an input is edited, and what values it may take. */
public sealed interface Widget {
    /** The input's type in files: {@code INT}, {@code FLOAT}, {@code STRING}, {@code BOOLEAN} or {@code COMBO}. */
    String type();

    /**
     * @param control whether the editor changes it after each run (seeds)
     */
    record Whole(BigInteger def, BigInteger min, BigInteger max, BigInteger step, boolean control) implements Widget {
        /** The largest seed, 2^64 - 1. */
        public static final BigInteger MAX_SEED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

        @Override
        public String type() {
            return "INT";
        }

        public static Whole of(long def, long min, long max) {
            return new Whole(
                    BigInteger.valueOf(def), BigInteger.valueOf(min), BigInteger.valueOf(max), BigInteger.ONE, false);
        }

        /** 0 to 2^64 - 1, with control after generate. */
        public static Whole seed() {
            return new Whole(BigInteger.ZERO, BigInteger.ZERO, MAX_SEED, BigInteger.ONE, true);
        }
    }

    /**
     * @param round what entered values are rounded to; empty: the editor decides; negative: not at all
     */
    record Real(double def, double min, double max, double step, OptionalDouble round) implements Widget {
        @Override
        public String type() {
            return "FLOAT";
        }
    }

    /**
     * @param dynamicPrompts whether {@code {a|b}} is drawn before the run
     */
    record Text(String def, boolean multiline, boolean dynamicPrompts) implements Widget {
        @Override
        public String type() {
            return "STRING";
        }
    }

    record Toggle(boolean def) implements Widget {
        @Override
        public String type() {
            return "BOOLEAN";
        }
    }

    /**
     * @param options asked anew each time, for lists that change
     * @param def the default; empty: the first
     * @param folder the model folder type whose files these are, or {@code input} for pictures in the input folder; names
     *     are then matched leniently (separator, case, unique base name)
     * @param upload whether the editor offers to upload a picture
     * @param control whether the editor steps through it after each run
     */
    record Choice(
            Supplier<List<String>> options,
            Optional<String> def,
            Optional<String> folder,
            boolean upload,
            boolean control)
            implements Widget {
        @Override
        public String type() {
            return "COMBO";
        }

        public static Choice of(String... options) {
            List<String> fixed = List.of(options);
            return new Choice(() -> fixed, Optional.empty(), Optional.empty(), false, false);
        }
    }
}
