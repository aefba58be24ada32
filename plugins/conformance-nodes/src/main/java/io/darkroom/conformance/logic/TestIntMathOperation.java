package io.darkroom.conformance.logic;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import java.math.BigInteger;

@NodeInfo(id = "TestIntMathOperation", category = "Testing/Logic", about = "Joins two whole numbers.")
public final class TestIntMathOperation implements Node<TestIntMathOperation.In, TestIntMathOperation.Out> {
    public record In(
            @Whole(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
            long a,

            @Whole(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
            long b,

            @Choice({"add", "subtract", "multiply", "divide", "modulo", "power"})
            String operation) {}

    public record Out(long result) {}

    @Override
    public Out run(In in, Context context) {
        long a = in.a();
        long b = in.b();
        try {
            return new Out(
                    switch (in.operation()) {
                        case "add" -> Math.addExact(a, b);
                        case "subtract" -> Math.subtractExact(a, b);
                        case "multiply" -> Math.multiplyExact(a, b);
                        case "divide" -> Math.floorDiv(a, b);
                        case "modulo" -> Math.floorMod(a, b);
                        default -> power(a, b);
                    });
        } catch (ArithmeticException e) {
            throw new NodeException(a + " " + in.operation() + " " + b + " has no result of 64 bits.", e);
        }
    }

    private static long power(long base, long exponent) {
        if (exponent < 0 || (exponent >= Long.SIZE && Math.abs(base) > 1)) {
            throw new ArithmeticException("The power is no whole number of 64 bits.");
        }
        int same =
                (int) Math.min(exponent, Long.SIZE + exponent % 2); // beyond 64 only its parity counts, for 0, 1 and -1
        return BigInteger.valueOf(base).pow(same).longValueExact();
    }
}
