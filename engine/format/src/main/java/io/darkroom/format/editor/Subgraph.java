package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that other graphs hold as one node.
 *
 * @param results for each output the link that feeds it
 * @param root where its graph lies in the file, as keys and indices
 * @param valuesOf what the {@code widgets_values} of an instance are
 */
record Subgraph(
        String id,
        String name,
        List<Input> inputs,
        Map<Integer, EditorLink> results,
        EditorGraph graph,
        List<Object> root,
        ValuesOf valuesOf) {

    /**
     * @param isWidget whether it feeds a widget, so that an instance shows one for it
     */
    record Input(String name, boolean isWidget) {}

    /** What an instance keeps values for. */
    enum ValuesOf {
        /** The widgets it shows. */
        PROMOTED_WIDGETS,
        /** All widgets of all inner nodes, one node after another: groups of old files. */
        ALL_WIDGETS
    }

    static Subgraph read(JsonPart definition, int index) {
        EditorGraph graph = EditorGraph.read(definition);
        List<String> names = definition.get("inputs").items().stream()
                .map(input -> input.get("name").text().orElse(""))
                .toList();
        return of(
                definition.get("id").id(),
                definition.get("name").text().orElse("subgraph"),
                names,
                graph,
                List.of("definitions", "subgraphs", index),
                ValuesOf.PROMOTED_WIDGETS);
    }

    static Subgraph of(
            String id, String name, List<String> names, EditorGraph graph, List<Object> root, ValuesOf valuesOf) {
        Set<Integer> widgets = new HashSet<>();
        for (EditorNode node : graph.nodes().values()) {
            for (EditorNode.Input input : node.inputs()) {
                graph.link(input.link())
                        .filter(link -> input.isWidget() && link.origin().equals(EditorLink.SUBGRAPH_INPUT))
                        .ifPresent(link -> widgets.add(link.originSlot()));
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (String input : names) {
            inputs.add(new Input(input, widgets.contains(inputs.size())));
        }
        Map<Integer, EditorLink> results = new HashMap<>();
        graph.links().values().stream()
                .filter(link -> link.target().equals(EditorLink.SUBGRAPH_OUTPUT))
                .forEach(link -> results.put(link.targetSlot(), link));
        return new Subgraph(id, name, inputs, results, graph, root, valuesOf);
    }
}
