package io.darkroom.format.editor;

import io.darkroom.format.editor.EditorNode.Mode;
import io.darkroom.format.editor.EditorNode.Promoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place where a graph's nodes run: the file's own graph, or one instance of a subgraph. */
final class Scope {
    final EditorGraph graph;
    final @Nullable Instance instance;
    /** Scopes of the instances in this graph, by node id. */
    final Map<String, Scope> inner = new HashMap<>();

    private final String prefix;
    private final List<Object> root;
    private final Mode mode;
    private final int depth;
    /** Values that an instance holds for its nodes' widgets. */
    private final Map<Promoted, Value> held = new HashMap<>();

    /** A value and where it stands in the file. */
    record Value(@Nullable Object value, List<Object> place) {}

    /**
     * The node that stands for a scope in the graph around it.
     *
     * @param links the links to its inputs, by their names
     */
    record Instance(Scope outer, EditorNode node, Subgraph subgraph, Map<String, String> links) {
        static Instance of(Scope outer, EditorNode node, Subgraph subgraph) {
            Map<String, String> links = new HashMap<>();
            for (EditorNode.Input input : node.inputs()) {
                if (input.link() != null) {
                    links.putIfAbsent(input.name(), input.link());
                }
            }
            return new Instance(outer, node, subgraph, links);
        }
    }

    private Scope(
            EditorGraph graph, @Nullable Instance instance, String prefix, List<Object> root, Mode mode, int depth) {
        this.graph = graph;
        this.instance = instance;
        this.prefix = prefix;
        this.root = root;
        this.mode = mode;
        this.depth = depth;
    }

    static Scope outermost(EditorGraph graph) {
        return new Scope(graph, null, "", List.of(), Mode.RUNS, 0);
    }

    /** Opens the inside of an instance in this graph. */
    Scope enter(EditorNode node, Subgraph subgraph) {
        Instance entered = Instance.of(this, node, subgraph);
        Scope scope = new Scope(subgraph.graph(), entered, id(node) + ":", subgraph.root(), mode(node), depth + 1);
        switch (subgraph.valuesOf()) {
            case PROMOTED_WIDGETS -> scope.holdPromoted(entered);
            case ALL_WIDGETS -> scope.holdAll(entered);
        }
        inner.put(node.id(), scope);
        return scope;
    }

    private void holdPromoted(Instance entered) {
        EditorNode node = entered.node();
        Set<Promoted> named = new HashSet<>(node.promoted());
        List<Promoted> shown = new ArrayList<>();
        for (Subgraph.Input input : entered.subgraph().inputs()) {
            Promoted promoted = input(input.name());
            if (input.isWidget() && !named.contains(promoted)) {
                shown.add(promoted);
            }
        }
        shown.addAll(node.promoted());
        for (int i = 0; i < shown.size(); i++) {
            Promoted promoted = shown.get(i);
            node.values()
                    .at(i)
                    .or(() -> node.values().at(promoted.widget()))
                    .filter(at -> at.value() != null)
                    .ifPresent(at -> held.put(promoted, entered.outer().value(node, at)));
            // an instance further out may hold the value of a widget that this one shows
            entered.outer().held(node.id(), promoted.widget()).ifPresent(value -> held.put(promoted, value));
        }
    }

    private void holdAll(Instance entered) {
        int start = 0;
        for (EditorNode node : graph.nodes().values()) {
            for (int i = 0; i < node.values().list().size(); i++) {
                Promoted position = new Promoted(node.id(), "#" + i);
                entered.node()
                        .values()
                        .at(start++)
                        .ifPresent(at -> held.put(position, entered.outer().value(entered.node(), at)));
            }
        }
    }

    /** The value that the instance holds for a widget of an inner node. */
    Optional<Value> held(String nodeId, String widget) {
        return Optional.ofNullable(held.get(new Promoted(nodeId, widget)));
    }

    /** The value that the instance holds for the widget at a position of an inner node. */
    Optional<Value> held(String nodeId, int position) {
        return Optional.ofNullable(held.get(new Promoted(nodeId, "#" + position)));
    }

    /** The value that the instance holds for an input of the subgraph. */
    Optional<Value> heldForInput(String name) {
        return Optional.ofNullable(held.get(input(name)));
    }

    private static Promoted input(String name) {
        return new Promoted("-1", name);
    }

    /** The id under which a node of this scope runs. */
    String id(EditorNode node) {
        return prefix + node.id();
    }

    Mode mode(EditorNode node) {
        return mode == Mode.RUNS ? node.mode() : mode;
    }

    int depth() {
        return depth;
    }

    /** A value of a node in this scope, with its place. */
    Value value(EditorNode node, WidgetValues.At at) {
        List<Object> place = new ArrayList<>(root);
        place.addAll(List.of("nodes", node.index(), "widgets_values", at.key()));
        return new Value(at.value(), List.copyOf(place));
    }
}
