package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.stub.Pixels;
import java.util.Map;

/** Grey, after a check that takes its time and refuses what is above a limit. Two node types are of this kind. */
public final class TestAsyncValidation implements Behaviour {
    private static final int CHECK_MILLIS = 50;
    private static final double WHITE = 10;

    private final String limit;
    private final White white;

    private TestAsyncValidation(String limit, White white) {
        this.limit = limit;
        this.white = white;
    }

    /** White at 10. */
    public static NodeType type() {
        return Description.of("TestAsyncValidation", "Testing/Validation")
                .takes("value", Description.real(5, 0, 10))
                .takes("threshold", Description.real(8, 0, 10))
                .gives("IMAGE")
                .doing(new TestAsyncValidation("threshold", arguments -> WHITE));
    }

    /** White at its limit. */
    public static NodeType errorType() {
        return Description.of("TestAsyncValidationError", "Testing/Validation")
                .takes("value", Description.real(5, 0, 100))
                .takes("max_value", Description.real(10, 0, 100))
                .gives("IMAGE")
                .doing(new TestAsyncValidation("max_value", arguments -> arguments.get("max_value", Double.class)));
    }

    @Override
    public Map<String, String> check(Arguments constants) throws InterruptedException {
        Thread.sleep(CHECK_MILLIS);
        return constants.get("value") instanceof Double value
                        && constants.get(limit) instanceof Double most
                        && value > most
                ? Map.of("value", "Value " + value + " exceeds " + limit + " " + most + ".")
                : Map.of();
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Outcome.Values.of(Pixels.grey(arguments.get("value", Double.class) / white.of(arguments)));
    }

    /** Which value is white. */
    @FunctionalInterface
    private interface White {
        double of(Arguments arguments);
    }
}
