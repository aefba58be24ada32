package io.darkroom.format.nodes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.format.Goldens;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectInfoTest {
    private static final Map<String, NodeType> TYPES =
            ObjectInfoReader.read("object_info.json", Goldens.bytes("object_info.json"), JsonLimits.standard());

    private static NodeType read(String inputs) {
        String json = "{\"A\": {\"input\": " + inputs + "}}";
        return requireNonNull(ObjectInfoReader.read("x", json.getBytes(StandardCharsets.UTF_8), JsonLimits.standard())
                .get("A"));
    }

    private static NodeType type(String id) {
        return requireNonNull(TYPES.get(id));
    }

    static Stream<String> everyNode() {
        return TYPES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everyNode")
    void writingWhatWasReadGivesTheSameInterface(String id) {
        Map<?, ?> reference = (Map<?, ?>) Goldens.json("object_info.json", id);

        String text = JsonText.of(ObjectInfoWriter.toJson(type(id)));
        Map<?, ?> written = (Map<?, ?>) requireNonNull(JsonReader.read(id, text, JsonLimits.standard()));

        assertThat(interfaceOf(written)).isEqualTo(interfaceOf(reference));
        assertThat(written.get("input_order")).isEqualTo(reference.get("input_order"));
        assertThat(JsonText.of(written.get("input_order"))).isEqualTo(JsonText.of(reference.get("input_order")));
    }

    /** What clients go by, with the ways to say nothing (an absent option and its default) made equal. */
    private static Map<String, Object> interfaceOf(Map<?, ?> entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String key : List.of(
                "output",
                "output_is_list",
                "output_name",
                "name",
                "description",
                "python_module",
                "category",
                "output_node")) {
            facts.put(key, String.valueOf(entry.get(key)));
        }
        facts.put("display_name", Objects.requireNonNullElse(entry.get("display_name"), entry.get("name")));
        facts.put("deprecated", Boolean.TRUE.equals(entry.get("deprecated")));
        facts.put("experimental", Boolean.TRUE.equals(entry.get("experimental")));
        List<Object> tooltips = new ArrayList<>();
        List<?> given = entry.get("output_tooltips") instanceof List<?> list ? list : List.of();
        for (int i = 0; i < ((List<?>) requireNonNull(entry.get("output"))).size(); i++) {
            tooltips.add(i < given.size() && given.get(i) != null ? given.get(i) : "");
        }
        facts.put("output_tooltips", tooltips);
        ((Map<?, ?>) requireNonNull(entry.get("input")))
                .forEach((section, inputs) -> ((Map<?, ?>) inputs)
                        .forEach((name, spec) -> facts.put(
                                section + "." + name, section.equals("hidden") ? hidden(spec) : input(spec))));
        return facts;
    }

    private static Object hidden(Object spec) {
        return spec instanceof List<?> parts ? parts.get(0) : spec;
    }

    private static Object input(Object spec) {
        List<?> parts = (List<?>) spec;
        Map<Object, Object> options = new LinkedHashMap<>();
        if (parts.size() > 1) {
            ((Map<?, ?>) parts.get(1)).forEach((key, value) -> options.put(key, value));
        }
        Object type = parts.get(0);
        if (type.equals("COMBO")) {
            type = Objects.requireNonNullElse(options.remove("options"), List.of());
        }
        boolean fraction = type.equals("FLOAT");
        options.replaceAll((key, value) -> value instanceof Number number
                ? fraction ? (Object) number.doubleValue() : new BigDecimal(number.toString()).stripTrailingZeros()
                : value);
        if (type.equals("INT")) {
            options.putIfAbsent("min", new BigDecimal(Long.MIN_VALUE));
            options.putIfAbsent("max", new BigDecimal(Long.MAX_VALUE));
            options.putIfAbsent("default", BigDecimal.ZERO);
            options.remove("step", BigDecimal.ONE);
        }
        if (fraction) {
            options.putIfAbsent("default", 0.0);
            options.putIfAbsent("step", 0.5);
        }
        if (type.equals("STRING")) {
            options.putIfAbsent("default", "");
        }
        if (type.equals("BOOLEAN")) {
            options.putIfAbsent("default", false);
        }
        options.remove("multiline", false);
        return List.of(type, options);
    }

    @Test
    void theSeedsRangeIsExact() {
        Widget widget =
                type("KSampler").input("seed").flatMap(InputSlot::widget).orElseThrow();

        assertThat(widget).isEqualTo(Widget.Whole.seed());
    }

    @Test
    void theOrderOfInputsIsTheDeclaredOne() {
        NodeType type = Goldens.catalogue().apply("KSampler").orElseThrow();

        assertThat(type.inputs().stream().map(InputSlot::name))
                .startsWith("model", "seed", "steps", "cfg", "sampler_name", "scheduler");
    }

    @Test
    void choicesAreReadInBothForms() {
        NodeType type = read("{\"required\": {\"a\": [[\"x\", \"y\"]], \"b\": [\"COMBO\", {\"options\": [\"x\", 2],"
                + " \"default\": 2}]}}");

        Widget.Choice first = (Widget.Choice) type.inputs().get(0).widget().orElseThrow();
        Widget.Choice second = (Widget.Choice) type.inputs().get(1).widget().orElseThrow();
        assertThat(first.options().get()).containsExactly("x", "y");
        assertThat(second.options().get()).containsExactly("x", "2");
        assertThat(second.def()).contains("2");
    }

    @Test
    void hiddenInputsAreReadInBothForms() {
        NodeType type = read("{\"hidden\": {\"a\": \"PROMPT\", \"b\": [\"UNIQUE_ID\"]}}");

        assertThat(type.inputs())
                .containsExactly(
                        InputSlot.link("a", "PROMPT", Presence.HIDDEN),
                        InputSlot.link("b", "UNIQUE_ID", Presence.HIDDEN));
    }

    @Test
    void aForcedInputIsALinkOnlyAndStaysForced() {
        NodeType type = read("{\"required\": {\"a\": [\"INT\", {\"forceInput\": true, \"default\": 3}]}}");

        assertThat(type.inputs().get(0).widget()).isEmpty();
        assertThat(JsonText.of(ObjectInfoWriter.toJson(type))).contains("\"forceInput\": true", "\"default\": 3");
    }

    @Test
    void aLinkOfAWidgetsTypeIsWrittenAsForced() {
        NodeType type = new NodeType(
                "A",
                "A",
                "",
                "",
                List.of(InputSlot.link("n", "INT", Presence.REQUIRED)),
                List.of(),
                Set.of(),
                "nodes",
                (arguments, context) -> {
                    throw new NodeException("not run here");
                });

        assertThat(JsonText.of(ObjectInfoWriter.toJson(type))).contains("\"n\": [\"INT\", {\"forceInput\": true}]");
    }

    @Test
    void flagsAndOptionsAreKept() {
        NodeType type =
                read("{\"optional\": {\"a\": [\"STRING\", {\"lazy\": true, \"rawLink\": true, \"tooltip\": \"t\","
                        + " \"placeholder\": \"p\", \"multiline\": true, \"dynamicPrompts\": true}]}}");

        InputSlot slot = type.inputs().get(0);
        assertThat(slot.presence()).isEqualTo(Presence.OPTIONAL);
        assertThat(slot.lazy()).isTrue();
        assertThat(slot.rawLink()).isTrue();
        assertThat(slot.about()).isEqualTo("t");
        assertThat(slot.extra()).isEqualTo(Map.of("placeholder", "p"));
        assertThat(slot.widget()).contains(new Widget.Text("", true, true));
    }

    @Test
    void strangeNumbersFallBackToSomethingUsable() {
        NodeType type =
                read("{\"required\": {\"a\": [\"INT\", {\"min\": 1.0, \"max\": Infinity, \"step\": 0, \"default\":"
                        + " \"x\"}]}}");

        assertThat(type.inputs().get(0).widget())
                .contains(new Widget.Whole(
                        BigInteger.ONE, BigInteger.ONE, BigInteger.valueOf(Long.MAX_VALUE), BigInteger.ONE, false));
    }

    @Test
    void outputNodesAreRoots() {
        assertThat(type("SaveImage").is(Trait.OUTPUT)).isTrue();
        assertThat(type("KSampler").is(Trait.OUTPUT)).isFalse();
    }

    @Test
    void aNodeKnownByDescriptionCannotRun() {
        Context context = (Context) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, a) -> null);

        assertThatThrownBy(() -> read("{}").behaviour().run(new Arguments(Map.of()), context))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"A\"");
    }

    @Test
    void anInputThatIsNoListIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read("{\"required\": {\"a\": 7}}"))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContainingAll("/A/input/required/a", "7");
        assertThatThrownBy(() -> read("{\"required\": {\"a\": []}}"))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("/A/input/required/a");
    }

    @Test
    void missingBoundsMeanNoBounds() {
        assertThat(read("{\"required\": {\"a\": [\"FLOAT\"]}}").inputs().get(0).widget())
                .contains(new Widget.Real(0, -Double.MAX_VALUE, Double.MAX_VALUE, 0.5, OptionalDouble.empty()));
    }
}
