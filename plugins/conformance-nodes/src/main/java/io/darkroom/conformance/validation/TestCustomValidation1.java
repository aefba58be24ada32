package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.Map;

/** Checks constants by name; links are left to the comparison of types. */
public final class TestCustomValidation1 implements Behaviour {
    public static NodeType type() {
        return Description.of("TestCustomValidation1", "Testing/Validation")
                .takes("input1", "IMAGE,FLOAT")
                .takes("input2", "IMAGE,FLOAT")
                .gives("IMAGE")
                .is(Trait.CHECKS_CONSTANTS)
                .doing(new TestCustomValidation1());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Product.of(arguments);
    }

    @Override
    public Map<String, String> check(Arguments constants) {
        return Literals.check(constants);
    }
}
