package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node in the editor.
 *
 * @param index its place in the graph's list of nodes
 * @param type a node class, a virtual type, or the id of a subgraph
 * @param searchName what {@code %NAME.widget%} in file names calls it, if the file says
 * @param outputs the types of its outputs
 * @param promoted for an instance of a subgraph, the inner widgets it shows: node id and widget name
 * @param values of its widgets, by position or by name
 */
record EditorNode(
        String id,
        int index,
        String type,
        Optional<String> title,
        Optional<String> searchName,
        Mode mode,
        List<Input> inputs,
        List<String> outputs,
        List<Promoted> promoted,
        WidgetValues values) {

    /** Whether it runs. */
    enum Mode {
        RUNS,
        MUTED,
        BYPASSED;

        private static Mode of(JsonPart part) {
            // 0 always, 1 on event, 3 on trigger: the editor runs all of them
            int number = part.slot().orElse(0);
            return number == 2 ? MUTED : number == 4 ? BYPASSED : RUNS;
        }
    }

    /**
     * @param link the id of the link that ends here, if any
     * @param isWidget whether it stands for the widget of its name
     */
    record Input(String name, String type, @Nullable String link, boolean isWidget) {}

    /** A widget of an inner node that an instance shows; node id {@code -1}: the subgraph's input of that name. */
    record Promoted(String nodeId, String widget) {}

    static EditorNode read(JsonPart node, int index) {
        return readWithId(node, node.get("id").id(), index);
    }

    static EditorNode readWithId(JsonPart node, String id, int index) {
        JsonPart type = node.get("type");
        return new EditorNode(
                id,
                index,
                type.text()
                        .orElseThrow(() -> type.refuse("a node's type is a text, but it is " + type.describe() + ".")),
                node.get("title").text(),
                node.get("properties").get("Node name for S&R").text(),
                Mode.of(node.get("mode")),
                node.get("inputs").items().stream().map(EditorNode::input).toList(),
                node.get("outputs").items().stream()
                        .map(output -> typeName(output.get("type")))
                        .toList(),
                promoted(node.get("properties").get("proxyWidgets")),
                WidgetValues.read(node.get("widgets_values")));
    }

    EditorNode withInputs(List<Input> changed) {
        return new EditorNode(id, index, type, title, searchName, mode, changed, outputs, promoted, values);
    }

    private static Input input(JsonPart part) {
        JsonPart link = part.get("link");
        return new Input(
                part.get("name").text().orElse(""),
                typeName(part.get("type")),
                link.isAbsent() ? null : link.id(),
                part.get("widget").value() instanceof Map);
    }

    private static List<Promoted> promoted(JsonPart pairs) {
        if (!(pairs.value() instanceof List)) {
            return List.of();
        }
        return pairs.items().stream()
                .filter(pair -> pair.value() instanceof List<?> list && list.size() >= 2)
                .map(JsonPart::items)
                .map(pair -> new Promoted(pair.get(0).id(), pair.get(1).text().orElse("")))
                .toList();
    }

    /** A name, names separated by commas, or {@code *} for what the editor counts as any type. */
    private static String typeName(JsonPart type) {
        if (type.value() instanceof List<?> names) {
            return names.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return type.text().filter(name -> !name.isEmpty()).orElse("*");
    }

    /** Whether values may travel from one type to the other. */
    static boolean compatible(String a, String b) {
        if (a.equals("*") || b.equals("*") || a.equalsIgnoreCase(b)) {
            return true;
        }
        List<String> names = List.of(a.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
        return List.of(b.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1)).stream()
                .anyMatch(names::contains);
    }
}
