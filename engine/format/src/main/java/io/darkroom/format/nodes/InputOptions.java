package io.darkroom.format.nodes;

import io.darkroom.api.node.Widget;
import io.darkroom.format.json.JsonPart;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The options of one input while they are read: what is understood is taken out, the rest stays for clients. */
final class InputOptions {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    /** The editor's step for fractions that declare none. */
    private static final double EDITOR_STEP = 0.5;

    private final Map<String, Object> rest = new LinkedHashMap<>();

    InputOptions(JsonPart options) {
        options.object().forEach((name, value) -> {
            if (value != null) {
                rest.put(name, value);
            }
        });
    }

    boolean has(String flag) {
        return Boolean.TRUE.equals(rest.get(flag));
    }

    boolean takeFlag(String name) {
        return rest.get(name) instanceof Boolean && Boolean.TRUE.equals(rest.remove(name));
    }

    String takeText(String name) {
        return rest.get(name) instanceof String text && rest.remove(name) != null ? text : "";
    }

    Map<String, Object> rest() {
        return rest;
    }

    /** The widget of an input of this kind; empty if it has none. */
    Optional<Widget> takeWidget(JsonPart kind) {
        if (kind.value() instanceof List<?> choices) {
            return Optional.of(takeChoice(choices));
        }
        return switch (kind.text().orElse("")) {
            case "INT" -> Optional.of(takeWhole());
            case "FLOAT" -> Optional.of(takeReal());
            case "STRING" ->
                Optional.of(new Widget.Text(takeText("default"), takeFlag("multiline"), takeFlag("dynamicPrompts")));
            case "BOOLEAN" -> Optional.of(new Widget.Toggle(takeFlag("default")));
            case "COMBO" -> Optional.of(takeChoice(rest.remove("options") instanceof List<?> list ? list : List.of()));
            default -> Optional.empty();
        };
    }

    private Widget takeChoice(List<?> choices) {
        List<String> options = choices.stream().map(String::valueOf).toList();
        Object def = rest.remove("default");
        return new Widget.Choice(
                () -> options,
                Optional.ofNullable(def).map(String::valueOf),
                Optional.empty(),
                takeFlag("image_upload"),
                takeControl());
    }

    private Widget takeWhole() {
        BigInteger min = takeNumber("min").map(BigDecimal::toBigInteger).orElse(LONG_MIN);
        BigInteger max = takeNumber("max").map(BigDecimal::toBigInteger).orElse(LONG_MAX);
        BigInteger def = takeNumber("default")
                .map(BigDecimal::toBigInteger)
                .orElse(BigInteger.ZERO.max(min).min(max));
        BigInteger step = takeNumber("step").map(BigDecimal::toBigInteger).orElse(BigInteger.ONE);
        return new Widget.Whole(def, min, max, step.max(BigInteger.ONE), takeControl());
    }

    private Widget takeReal() {
        double min = takeNumber("min").map(BigDecimal::doubleValue).orElse(-Double.MAX_VALUE);
        double max = takeNumber("max").map(BigDecimal::doubleValue).orElse(Double.MAX_VALUE);
        double def = takeNumber("default").map(BigDecimal::doubleValue).orElse(Math.min(Math.max(0, min), max));
        double step = takeNumber("step").map(BigDecimal::doubleValue).orElse(EDITOR_STEP);
        OptionalDouble round = OptionalDouble.empty();
        if (Boolean.FALSE.equals(rest.get("round"))) {
            rest.remove("round");
            round = OptionalDouble.of(-1);
        } else {
            Optional<BigDecimal> number = takeNumber("round");
            round = number.isPresent() ? OptionalDouble.of(number.get().doubleValue()) : round;
        }
        return new Widget.Real(def, min, max, step, round);
    }

    /** The option is true, or the name of the control widget; a name stays for clients. */
    private boolean takeControl() {
        return takeFlag("control_after_generate") || rest.get("control_after_generate") instanceof String;
    }

    private Optional<BigDecimal> takeNumber(String name) {
        Object value = rest.get(name);
        Optional<BigDecimal> number = Optional.empty();
        if (value instanceof Long whole) {
            number = Optional.of(BigDecimal.valueOf(whole));
        } else if (value instanceof BigInteger whole) {
            number = Optional.of(new BigDecimal(whole));
        } else if (value instanceof Double fraction && !fraction.isNaN() && !fraction.isInfinite()) {
            number = Optional.of(BigDecimal.valueOf(fraction));
        }
        number.ifPresent(n -> rest.remove(name));
        return number;
    }
}
