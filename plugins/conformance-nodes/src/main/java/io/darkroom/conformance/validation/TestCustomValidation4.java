package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.Map;

/** Checks constants by name, after they were converted to the declared type. */
public final class TestCustomValidation4 implements Behaviour {
    public static NodeType type() {
        return Description.of("TestCustomValidation4", "Testing/Validation")
                .takes("input1", "FLOAT")
                .takes("input2", "FLOAT")
                .gives("IMAGE")
                .is(Trait.CHECKS_CONSTANTS)
                .doing(new TestCustomValidation4());
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
