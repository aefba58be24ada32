package io.darkroom.format.editor;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.editor.EditorNode.Mode;
import io.darkroom.format.editor.Scope.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what really feeds an input: through reroutes, bypassed nodes, and the rims of subgraphs (comfyui-contract.md, 2,
 * step 5). Walks without recursion and remembers, so that long chains cost no more than their length.
 */
final class LinkResolver {
    static final String REROUTE = "Reroute";
    static final String PRIMITIVE = "PrimitiveNode";

    private final String source;
    private final Map<Step, Origin> known = new HashMap<>();

    LinkResolver(String source) {
        this.source = source;
    }

    /** What feeds an input. */
    sealed interface Origin {
        /** An output of a node, which may turn out not to run. */
        record Output(String nodeId, int slot) implements Origin {}

        /**
         * A constant.
         *
         * @param control the "control after generate" beside it, if it has one of its own
         */
        record Held(Value value, Optional<Object> control) implements Origin {}

        /** Nothing: the input keeps its own value, if it has one. */
        record Nothing() implements Origin {}
    }

    /** A link on the way, and the type that is wanted at its end. */
    private record Step(Scope scope, String link, String wanted) {}

    Origin resolve(Scope start, String link, String wanted) {
        Set<Step> walked = new LinkedHashSet<>();
        Step step = new Step(start, link, wanted);
        Optional<Value> promoted = Optional.empty();
        Origin origin = null;
        while (origin == null) {
            origin = known.get(step);
            if (origin != null) {
                break;
            }
            if (!walked.add(step)) {
                throw cycle(walked);
            }
            Scope scope = step.scope();
            Optional<EditorLink> here = scope.graph.link(step.link());
            if (here.isEmpty()) {
                origin = new Origin.Nothing();
            } else if (here.get().origin().equals(EditorLink.SUBGRAPH_INPUT) && scope.instance != null) {
                Optional<Subgraph.Input> input =
                        input(scope.instance.subgraph(), here.get().originSlot());
                String name = input.map(Subgraph.Input::name).orElse("");
                Optional<Value> inner = promoted;
                // of several instances inside each other the outermost decides
                promoted = scope.heldForInput(name).or(() -> inner);
                String outer = scope.instance.links().get(name);
                if (outer == null) {
                    origin = new Origin.Nothing();
                } else {
                    step = new Step(scope.instance.outer(), outer, wanted);
                }
            } else {
                Passage passage = pass(scope, here.get(), wanted);
                origin = passage.origin();
                step = passage.next() == null ? step : passage.next();
            }
        }
        if (promoted.isPresent()) {
            return origin instanceof Origin.Nothing ? new Origin.Held(promoted.get(), Optional.empty()) : origin;
        }
        for (Step passed : walked) {
            known.put(passed, origin);
        }
        return origin;
    }

    /** Either the end of the way, or its next link. */
    private record Passage(
            @Nullable Origin origin, @Nullable Step next) {
        static Passage along(Scope scope, @Nullable String link, String wanted) {
            return link == null ? NOWHERE : new Passage(null, new Step(scope, link, wanted));
        }

        static final Passage NOWHERE = new Passage(new Origin.Nothing(), null);
    }

    private static Passage pass(Scope scope, EditorLink link, String wanted) {
        EditorNode node = scope.graph.nodes().get(link.origin());
        if (node == null) {
            return Passage.NOWHERE;
        }
        int slot = link.originSlot();
        if (node.type().equals(PRIMITIVE)) {
            return new Passage(
                    node.values()
                            .at(0)
                            .<Origin>map(at -> new Origin.Held(
                                    scope.value(node, at), node.values().at(1).map(WidgetValues.At::value)))
                            .orElseGet(Origin.Nothing::new),
                    null);
        }
        if (node.type().equals(REROUTE)) {
            return Passage.along(scope, linkAt(node, slot), wanted);
        }
        if (scope.mode(node) == Mode.BYPASSED) {
            return Passage.along(scope, linkAt(node, bypass(node, slot, wanted)), wanted);
        }
        Scope inside = scope.inner.get(node.id());
        if (inside != null && inside.instance != null) {
            EditorLink result = inside.instance.subgraph().results().get(slot);
            return Passage.along(inside, result == null ? null : result.id(), wanted);
        }
        return new Passage(new Origin.Output(scope.id(node), slot), null);
    }

    /** The input that a bypassed node passes on in place of an output; -1 if none fits. */
    static int bypass(EditorNode node, int output, String wanted) {
        List<EditorNode.Input> inputs = node.inputs();
        if (wanted.equals("*")) {
            return output < inputs.size() ? output : inputs.isEmpty() ? -1 : 0;
        }
        String type = output < node.outputs().size() ? node.outputs().get(output) : "*";
        if (output < inputs.size()) {
            String same = inputs.get(output).type();
            if (EditorNode.compatible(same, type) && EditorNode.compatible(same, wanted)) {
                return output;
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).type().equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (EditorNode.compatible(inputs.get(i).type(), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Subgraph.Input> input(Subgraph subgraph, int slot) {
        return slot < subgraph.inputs().size() ? Optional.of(subgraph.inputs().get(slot)) : Optional.empty();
    }

    private static @Nullable String linkAt(EditorNode node, int input) {
        return input >= 0 && input < node.inputs().size()
                ? node.inputs().get(input).link()
                : null;
    }

    private WorkflowFileException cycle(Set<Step> walked) {
        List<String> nodes = new ArrayList<>();
        for (Step step : walked) {
            step.scope()
                    .graph
                    .link(step.link())
                    .flatMap(link -> step.scope().graph.node(link.origin()))
                    .ifPresent(node -> nodes.add(
                            step.scope().id(node) + " \"" + node.title().orElse(node.type()) + "\""));
        }
        List<String> shown = nodes.size() <= 8 ? nodes : nodes.subList(0, 8);
        return new WorkflowFileException(
                source,
                "",
                "These nodes only pass values on, and wait for each other: " + String.join(" <- ", shown)
                        + (nodes.size() > 8 ? " <- ..." : "") + ". Remove one of the links.");
    }
}
