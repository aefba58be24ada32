package io.darkroom.format.editor;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes small editor files for tests: nodes with inputs {@code name:TYPE=link} and outputs {@code TYPE}. */
final class Editor {
    private final List<Object> nodes = new ArrayList<>();
    private final List<Object> links = new ArrayList<>();
    private final List<Object> subgraphs = new ArrayList<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private final List<NodeType> types = new ArrayList<>();

    static Editor file() {
        return new Editor();
    }

    /** A node; links are given as {@code link} below. */
    Editor node(Object id, String type, int mode, List<String> inputs, List<String> outputs, @Nullable Object values) {
        return node(id, type, Map.of("mode", mode), inputs, outputs, values);
    }

    Editor node(Object id, String type, List<String> inputs, List<String> outputs, @Nullable Object values) {
        return node(id, type, Map.of(), inputs, outputs, values);
    }

    Editor node(
            Object id,
            String type,
            Map<String, Object> more,
            List<String> inputs,
            List<String> outputs,
            @Nullable Object values) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", id instanceof Integer number ? (Object) number.longValue() : id);
        node.put("type", type);
        node.put("inputs", inputs.stream().map(Editor::input).toList());
        node.put(
                "outputs",
                outputs.stream()
                        .map(output -> Map.of("name", output, "type", output))
                        .toList());
        node.put("widgets_values", values);
        node.putAll(more);
        nodes.add(node);
        return this;
    }

    /** {@code name:TYPE}, {@code name:TYPE=LINK}; a {@code !} before the name: it stands for a widget. */
    private static Map<String, @Nullable Object> input(String text) {
        boolean widget = text.startsWith("!");
        String[] parts = text.substring(widget ? 1 : 0).split("[:=]", -1);
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("name", parts[0]);
        input.put("type", parts[1]);
        input.put("link", parts.length > 2 ? Long.valueOf(parts[2]) : null);
        if (widget) {
            input.put("widget", Map.of("name", parts[0]));
        }
        return input;
    }

    Editor link(int id, Object from, int output, Object to, int input) {
        links.add(Arrays.asList(id, from, output, to, input, "*"));
        return this;
    }

    Editor subgraph(String id, List<String> inputs, Editor inside) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("id", id);
        definition.put("name", "Sub " + id);
        definition.put(
                "inputs", inputs.stream().map(name -> Map.of("name", name)).toList());
        definition.put("nodes", inside.nodes);
        definition.put("links", inside.links);
        subgraphs.add(definition);
        return this;
    }

    Editor extra(String name, Object value) {
        extra.put(name, value);
        return this;
    }

    Editor type(String id, InputSlot... inputs) {
        types.add(new NodeType(
                id,
                id + " title",
                "test",
                "",
                List.of(inputs),
                List.of(OutputSlot.of("OUT", "*")),
                Set.of(),
                "test",
                (arguments, context) -> {
                    throw new NodeException("not run here");
                }));
        return this;
    }

    static InputSlot widget(String name, Widget widget) {
        return InputSlot.widget(name, widget, Presence.REQUIRED);
    }

    static InputSlot socket(String name, String type) {
        return InputSlot.link(name, type, Presence.REQUIRED);
    }

    static Widget text(String def) {
        return new Widget.Text(def, false, false);
    }

    String json() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("nodes", nodes);
        file.put("links", links);
        file.put("definitions", Map.of("subgraphs", subgraphs));
        file.put("extra", extra);
        file.put("version", 0.4);
        return JsonText.of(file);
    }

    Conversion convert() {
        byte[] json = json().getBytes(StandardCharsets.UTF_8);
        return EditorConverter.convert(
                "test.json",
                EditorFile.read("test.json", json, JsonLimits.standard()),
                id -> types.stream().filter(type -> type.id().equals(id)).findFirst());
    }

    /** The inputs of a node after conversion. */
    Map<String, Input> inputs(String id) {
        return convert().workflow().node(id).orElseThrow().inputs();
    }

    static Input constant(@Nullable Object value) {
        return new Input.Constant(value);
    }

    static Input link(String id, int slot) {
        return new Input.Link(id, slot);
    }

    /** Parses JSON for use as a value. */
    static Object json(String text) {
        return Objects.requireNonNull(JsonReader.read("test", text, JsonLimits.standard()));
    }

    static Optional<Object> at(Object json, Object... path) {
        Object value = json;
        for (Object key : path) {
            value = value instanceof List<?> list
                    ? list.get((int) key)
                    : ((Map<?, ?>) Objects.requireNonNull(value)).get(key);
        }
        return Optional.ofNullable(value);
    }
}
