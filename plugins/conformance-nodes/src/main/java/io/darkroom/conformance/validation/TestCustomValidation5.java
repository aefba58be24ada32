package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.Map;

/** Checks all that it is given, so that the ranges of its inputs are not looked at. */
public final class TestCustomValidation5 implements Behaviour {
    public static NodeType type() {
        return Description.of("TestCustomValidation5", "Testing/Validation")
                .takes("input1", Description.real(0.5, 0, 1))
                .takes("input2", Description.real(0.5, 0, 1))
                .gives("IMAGE")
                .is(Trait.CHECKS_CONSTANTS)
                .doing(new TestCustomValidation5());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Product.of(arguments);
    }

    @Override
    public Map<String, String> check(Arguments constants) {
        return Double.valueOf(7).equals(constants.get("input2")) ? Map.of("input2", "7s are not allowed!") : Map.of();
    }
}
