package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;

/** The check that both inputs, where they are constants, are real numbers. */
final class Literals {
    private Literals() {}

    static Map<String, String> check(Arguments constants) {
        Map<String, String> wrong = new LinkedHashMap<>();
        constants.values().forEach((name, value) -> {
            if (!(value instanceof Double)) {
                wrong.put(name, "Invalid type of " + name + ": it must be a FLOAT.");
            }
        });
        return wrong;
    }
}
