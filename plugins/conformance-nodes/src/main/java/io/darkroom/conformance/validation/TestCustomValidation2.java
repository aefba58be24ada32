package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Checks constants by name, and the types of links too. */
public final class TestCustomValidation2 implements Behaviour {
    private static final Set<String> TAKEN = Set.of("IMAGE", "FLOAT");

    public static NodeType type() {
        return Description.of("TestCustomValidation2", "Testing/Validation")
                .takes("input1", "IMAGE,FLOAT")
                .takes("input2", "IMAGE,FLOAT")
                .gives("IMAGE")
                .is(Trait.CHECKS_CONSTANTS)
                .is(Trait.CHECKS_LINKS)
                .doing(new TestCustomValidation2());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Product.of(arguments);
    }

    @Override
    public Map<String, String> check(Arguments constants, Map<String, String> linked) {
        Map<String, String> wrong = new LinkedHashMap<>(Literals.check(constants));
        linked.forEach((name, type) -> {
            if (!TAKEN.contains(type)) {
                wrong.put(name, "Invalid type of " + name + ": " + type + " is neither IMAGE nor FLOAT.");
            }
        });
        return wrong;
    }
}
