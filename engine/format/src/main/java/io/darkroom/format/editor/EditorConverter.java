package io.darkroom.format.editor;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.editor.EditorNode.Mode;
import io.darkroom.format.editor.LinkResolver.Origin;
import io.darkroom.format.editor.Scope.Value;
import io.darkroom.format.prompt.SeedControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns an editor's file into a workflow that can run, as the editor does before it sends one (comfyui-contract.md, 2).
 * Templates in texts stay as they are.
 */
public final class EditorConverter {
    /** Subgraphs inside each other, and nodes in all: a small file can ask for more nodes than any memory holds. */
    private static final int DEEPEST = 64;

    private static final int MOST_NODES = 1_000_000;
    private static final Set<String> NOTES = Set.of("Note", "MarkdownNote");

    private final String source;
    private final EditorFile file;
    private final Function<String, Optional<NodeType>> types;
    private final LinkResolver links;
    private final List<Running> running = new ArrayList<>();
    private final Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> unknown = new LinkedHashMap<>();
    private final Map<String, String> searchNames = new HashMap<>();
    private final List<SeedControl> controls = new ArrayList<>();
    private final Map<String, Map<String, List<Object>>> places = new HashMap<>();

    private int unfolded;

    private record Running(Scope scope, EditorNode node) {}

    private EditorConverter(String source, EditorFile file, Function<String, Optional<NodeType>> types) {
        this.source = source;
        this.file = file;
        this.types = types;
        this.links = new LinkResolver(source);
    }

    /**
     * @param source the file, as the user calls it
     * @param types the catalogue: node types by id
     * @throws WorkflowFileException if nodes that only pass values on form a ring, or subgraphs hold themselves
     */
    public static Conversion convert(String source, EditorFile file, Function<String, Optional<NodeType>> types) {
        return new EditorConverter(source, file, types).convert();
    }

    private Conversion convert() {
        flatten(Scope.outermost(file.graph()));
        running.forEach(this::emit);
        places.replaceAll((id, own) -> Collections.unmodifiableMap(own));
        List<String> notices = new ArrayList<>();
        unknown.forEach((type, ids) -> notices.add("Node class \"" + type + "\" (" + shown(ids)
                + ") is unknown here: its links are kept, the values of its widgets are not."));
        return new Conversion(file, new Workflow(withoutLooseLinks()), notices, searchNames, controls, places);
    }

    private static String shown(List<String> ids) {
        return (ids.size() == 1 ? "node " : "nodes ")
                + String.join(", ", ids.subList(0, Math.min(5, ids.size())))
                + (ids.size() > 5 ? " and " + (ids.size() - 5) + " more" : "");
    }

    /** Opens all subgraphs. Recursive, but never deeper than the limit. */
    private void flatten(Scope scope) {
        for (EditorNode node : scope.graph.nodes().values()) {
            if (++unfolded > MOST_NODES) {
                throw refuse("Its subgraphs unfold into more than " + MOST_NODES + " nodes.");
            }
            Subgraph subgraph = file.subgraphs().get(node.type());
            if (subgraph != null) {
                refuseRecursion(scope, subgraph);
                flatten(scope.enter(node, subgraph));
            } else if (!isVirtual(node) && scope.mode(node) == Mode.RUNS) {
                running.add(new Running(scope, node));
            }
        }
    }

    private static boolean isVirtual(EditorNode node) {
        return node.type().equals(LinkResolver.REROUTE)
                || node.type().equals(LinkResolver.PRIMITIVE)
                || NOTES.contains(node.type());
    }

    private void refuseRecursion(Scope scope, Subgraph entered) {
        Scope around = scope;
        while (around.instance != null) {
            if (around.instance.subgraph().id().equals(entered.id())) {
                throw refuse("Subgraph \"" + entered.name() + "\" holds itself; remove the inner one.");
            }
            around = around.instance.outer();
        }
        if (scope.depth() >= DEEPEST) {
            throw refuse("Its subgraphs lie more than " + DEEPEST + " deep inside each other; the innermost is \""
                    + entered.name() + "\".");
        }
    }

    private void emit(Running place) {
        Scope scope = place.scope();
        EditorNode node = place.node();
        String id = scope.id(node);
        Optional<NodeType> type = types.apply(node.type());
        Map<String, Input> inputs = new LinkedHashMap<>();
        Map<String, SeedControl> ownControls = new LinkedHashMap<>();
        if (type.isPresent()) {
            widgets(scope, node, type.get(), inputs, ownControls);
        } else {
            unknown.computeIfAbsent(node.type(), t -> new ArrayList<>()).add(id);
            node.values().named().forEach((name, value) -> inputs.put(name, new Input.Constant(value)));
        }
        for (EditorNode.Input input : node.inputs()) {
            if (input.link() != null) {
                Origin origin = links.resolve(scope, input.link(), input.type());
                Optional<InputSlot> slot = type.flatMap(t -> t.input(input.name()));
                connect(id, input.name(), slot, origin, inputs, ownControls);
            }
        }
        controls.addAll(ownControls.values());
        node.searchName().filter(name -> !name.equals(node.type())).ifPresent(name -> searchNames.put(id, name));
        String title = node.title().or(() -> type.map(NodeType::name)).orElse(node.type());
        nodes.put(id, new WorkflowNode(node.type(), Optional.of(title), inputs, Optional.empty()));
    }

    private void widgets(
            Scope scope,
            EditorNode node,
            NodeType type,
            Map<String, Input> inputs,
            Map<String, SeedControl> ownControls) {
        String id = scope.id(node);
        for (WidgetRows.Row row : WidgetRows.of(type, node.values().list().size())) {
            InputSlot slot = row.slot();
            if (!row.counts()) {
                continue;
            }
            Optional<Value> value = scope.held(node.id(), slot.name())
                    .or(() -> scope.held(node.id(), row.value()))
                    .or(() -> node.values().at(row.value()).map(at -> scope.value(node, at)))
                    .or(() -> node.values().at(slot.name()).map(at -> scope.value(node, at)));
            if (value.isPresent()) {
                inputs.put(slot.name(), new Input.Constant(value.get().value()));
                places.computeIfAbsent(id, i -> new HashMap<>())
                        .put(slot.name(), value.get().place());
            } else {
                WidgetRows.initial(slot).ifPresent(initial -> inputs.put(slot.name(), new Input.Constant(initial)));
            }
            if (row.control() >= 0 && slot.widget().isPresent()) {
                SeedControl.Mode mode = node.values()
                        .at(row.control())
                        .flatMap(at -> SeedControl.Mode.of(at.value()))
                        .orElse(SeedControl.isSeed(slot.name()) ? SeedControl.Mode.INCREMENT : SeedControl.Mode.FIXED);
                ownControls.put(
                        slot.name(),
                        new SeedControl(id, slot.name(), mode, slot.widget().get()));
            }
        }
    }

    private void connect(
            String id,
            String input,
            Optional<InputSlot> slot,
            Origin origin,
            Map<String, Input> inputs,
            Map<String, SeedControl> ownControls) {
        Map<String, List<Object>> ownPlaces = places.computeIfAbsent(id, i -> new HashMap<>());
        if (origin instanceof Origin.Output output) {
            inputs.put(input, new Input.Link(output.nodeId(), output.slot()));
            ownControls.remove(input);
            ownPlaces.remove(input);
        } else if (origin instanceof Origin.Held held) {
            inputs.put(input, new Input.Constant(held.value().value()));
            ownPlaces.put(input, held.value().place());
            Optional<Widget> widget = slot.flatMap(InputSlot::widget);
            Optional<SeedControl.Mode> mode = held.control().flatMap(SeedControl.Mode::of);
            if (widget.isPresent() && mode.isPresent()) {
                ownControls.put(input, new SeedControl(id, input, mode.get(), widget.get()));
            }
        }
    }

    /** A link whose source does not run is no link. */
    private Map<String, WorkflowNode> withoutLooseLinks() {
        Map<String, WorkflowNode> kept = new LinkedHashMap<>();
        nodes.forEach((id, node) -> {
            Map<String, Input> inputs = new LinkedHashMap<>(node.inputs());
            inputs.values().removeIf(input -> input instanceof Input.Link link && !nodes.containsKey(link.nodeId()));
            kept.put(id, node.with(inputs));
        });
        return kept;
    }

    private WorkflowFileException refuse(String problem) {
        return new WorkflowFileException(source, "", problem);
    }
}
