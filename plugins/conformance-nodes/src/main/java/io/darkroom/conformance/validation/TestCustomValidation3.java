package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.conformance.description.Description;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the types of links alone: each type that may arrive must be one that is declared. */
public final class TestCustomValidation3 implements Behaviour {
    private static final Set<String> TAKEN = Set.of("IMAGE", "FLOAT", "*");

    public static NodeType type() {
        return Description.of("TestCustomValidation3", "Testing/Validation")
                .takes("input1", "IMAGE,FLOAT")
                .takes("input2", "IMAGE,FLOAT")
                .gives("IMAGE")
                .is(Trait.CHECKS_LINKS)
                .doing(new TestCustomValidation3());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        return Product.of(arguments);
    }

    @Override
    public Map<String, String> check(Arguments constants, Map<String, String> linked) {
        Map<String, String> wrong = new LinkedHashMap<>();
        linked.forEach((name, type) -> {
            if (!TAKEN.containsAll(List.of(type.split(",", -1)))) {
                wrong.put(name, "Invalid type of " + name + ": " + type + " may be neither IMAGE nor FLOAT.");
            }
        });
        return wrong;
    }
}
