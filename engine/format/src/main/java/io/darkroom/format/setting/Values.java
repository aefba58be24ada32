package io.darkroom.format.setting;

import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.json.JsonPart;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a user typed into the value that an input holds. */
final class Values {
    private Values() {}

    /**
     * The value in the form the input's widget asks for; of an input without a known widget, in the form of its present
     * value. Ranges and choices are left to validation, which reports all problems at once.
     */
    static Object parse(String key, String text, WorkflowNode node, String input, NodeTypes types) {
        Optional<Widget> widget = types.widget(node, input);
        Object present = node.inputs().get(input) instanceof Input.Constant constant ? constant.value() : null;
        if (widget.filter(Widget.Whole.class::isInstance).isPresent() || (widget.isEmpty() && isWhole(present))) {
            return whole(key, text);
        }
        if (widget.filter(Widget.Real.class::isInstance).isPresent()
                || (widget.isEmpty() && present instanceof Double)) {
            return real(key, text);
        }
        if (widget.filter(Widget.Toggle.class::isInstance).isPresent()
                || (widget.isEmpty() && present instanceof Boolean)) {
            return toggle(key, text);
        }
        return text;
    }

    /** The value as workflows hold it: a Long, or beyond that a BigInteger. */
    static Number whole(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    private static Number whole(String key, String text) {
        if (!text.strip().matches("[+-]?\\d{1,40}")) {
            throw wrong(key, text, "a whole number");
        }
        return whole(new BigInteger(text.strip()));
    }

    private static Double real(String key, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a number");
        }
        if (!Double.isFinite(value)) {
            throw wrong(key, text, "a finite number");
        }
        return value;
    }

    private static Boolean toggle(String key, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, text, "true or false");
        };
    }

    private static SettingException wrong(String key, String text, String expected) {
        return new SettingException(key, ": " + JsonPart.describe(text) + " is not " + expected + ".");
    }
}
