package io.darkroom.cli.workflow;

import io.darkroom.api.node.Widget;
import java.math.BigInteger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a seed: 0 to 2^64 - 1. */
public final class SeedConverter implements ITypeConverter<BigInteger> {
    @Override
    public BigInteger convert(String text) {
        if (text.matches("\\d{1,20}")) {
            BigInteger seed = new BigInteger(text);
            if (seed.compareTo(Widget.Whole.MAX_SEED) <= 0) {
                return seed;
            }
        }
        throw new TypeConversionException("\"" + text + "\" is no seed; a seed is a whole number from 0 to "
                + Widget.Whole.MAX_SEED + " (2^64 - 1).");
    }
}
