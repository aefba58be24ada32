package io.darkroom.engine.toys;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Input.Constant;
import io.darkroom.api.workflow.Input.Link;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The loop nodes of the conformance suite: loops that unroll themselves by expanding into copies of their bodies. */
public final class Loops {
    private static final int VALUES = 5;

    private Loops() {}

    public static NodeType[] all() {
        return new NodeType[] {whileOpen(), whileClose(), forOpen(), forClose(), positive()};
    }

    private static NodeType positive() {
        return Toy.of("Positive").in("value", "INT").out("BOOLEAN").gives((in, ctx) -> in.get("value", Long.class) > 0);
    }

    /** Passes its values through. */
    private static NodeType whileOpen() {
        Toy toy = Toy.of("WhileOpen").in("condition", "BOOLEAN");
        values(toy, 0);
        toy.out("FLOW_CONTROL");
        outputs(toy, 0);
        return toy.does((in, ctx) -> {
            List<@Nullable Object> values = given(in, 0);
            values.add(0, "flow");
            return new Outcome.Values(values, Shown.NOTHING);
        });
    }

    /** Ends the loop, or becomes a copy of all nodes between its open end and itself. */
    private static NodeType whileClose() {
        Toy toy = Toy.of("WhileClose").raw("flow_control", "FLOW_CONTROL").in("condition", "BOOLEAN");
        values(toy, 0);
        outputs(toy, 0);
        return toy.does((in, ctx) -> in.get("condition", Boolean.class)
                ? unrolled(in.get("flow_control", Link.class).nodeId(), ctx)
                : new Outcome.Values(given(in, 0), Shown.NOTHING));
    }

    private static Outcome unrolled(String open, Context ctx) {
        Set<String> body = between(open, ctx);
        WorkflowNode close = ctx.node(ctx.nodeId()).orElseThrow();
        Map<String, WorkflowNode> copies = new LinkedHashMap<>();
        for (String id : body) {
            WorkflowNode original = ctx.node(id).orElseThrow();
            Map<String, Input> inputs = new LinkedHashMap<>();
            original.inputs()
                    .forEach((name, input) -> inputs.put(
                            name,
                            input instanceof Link link && body.contains(link.nodeId())
                                    ? new Link(copy(link.nodeId(), ctx), link.slot())
                                    : input));
            if (id.equals(open)) {
                for (int i = 0; i < VALUES; i++) {
                    Input value = close.inputs().get("initial_value" + i);
                    if (value != null) {
                        inputs.put("initial_value" + i, value);
                    }
                }
            }
            copies.put(copy(id, ctx), new WorkflowNode(original.type(), original.title(), inputs, Optional.of(id)));
        }
        List<Input> results = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            results.add(new Link(copy(ctx.nodeId(), ctx), i));
        }
        return new Outcome.Expansion(new Workflow(copies), results, Shown.NOTHING);
    }

    private static String copy(String id, Context ctx) {
        return ctx.idPrefix() + (id.equals(ctx.nodeId()) ? "Recurse" : id);
    }

    /** Both ends, and what depends on the open end and is needed by the closing one. */
    private static Set<String> between(String open, Context ctx) {
        Map<String, List<String>> consumers = new LinkedHashMap<>();
        Deque<String> upstream = new ArrayDeque<>(List.of(ctx.nodeId()));
        Set<String> seen = new LinkedHashSet<>(upstream);
        while (!upstream.isEmpty()) {
            String id = upstream.pop();
            for (Input input : ctx.node(id).orElseThrow().inputs().values()) {
                if (input instanceof Link link) {
                    consumers
                            .computeIfAbsent(link.nodeId(), none -> new ArrayList<>())
                            .add(id);
                    if (seen.add(link.nodeId())) {
                        upstream.push(link.nodeId());
                    }
                }
            }
        }
        Set<String> body = new LinkedHashSet<>(List.of(open, ctx.nodeId()));
        Deque<String> downstream = new ArrayDeque<>(List.of(open));
        while (!downstream.isEmpty()) {
            for (String consumer : consumers.getOrDefault(downstream.pop(), List.of())) {
                if (body.add(consumer)) {
                    downstream.push(consumer);
                }
            }
        }
        return body;
    }

    /** Counts down; a value on its hidden input overrides what remains. */
    private static NodeType forOpen() {
        Toy toy = Toy.of("ForOpen")
                .in("remaining", Widget.Whole.of(1, 0, 100_000))
                .hidden("initial_value0", "*");
        values(toy, 1);
        toy.out("FLOW_CONTROL").out("INT");
        outputs(toy, 1);
        return toy.does((in, ctx) -> {
            List<@Nullable Object> values = given(in, 1);
            Object remaining = in.has("initial_value0") ? in.get("initial_value0") : in.get("remaining");
            values.add(0, remaining);
            values.add(0, "flow");
            return new Outcome.Values(values, Shown.NOTHING);
        });
    }

    /** Becomes a countdown with a while loop behind it. */
    private static NodeType forClose() {
        Toy toy = Toy.of("ForClose").raw("flow_control", "FLOW_CONTROL");
        for (int i = 1; i < VALUES; i++) {
            toy.maybeRaw("initial_value" + i, "*");
        }
        outputs(toy, 1);
        return toy.does((in, ctx) -> {
            Link flow = in.get("flow_control", Link.class);
            String id = ctx.idPrefix();
            Map<String, Input> loop = new LinkedHashMap<>();
            loop.put("flow_control", flow);
            loop.put("condition", new Link(id + "more", 0));
            loop.put("initial_value0", new Link(id + "less", 0));
            for (int i = 1; i < VALUES; i++) {
                if (in.get("initial_value" + i) instanceof Link value) {
                    loop.put("initial_value" + i, value);
                }
            }
            Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
            nodes.put(
                    id + "less",
                    new WorkflowNode("Add", Map.of("a", new Link(flow.nodeId(), 1), "b", new Constant(-1L))));
            nodes.put(id + "more", new WorkflowNode("Positive", Map.of("value", new Link(id + "less", 0))));
            nodes.put(id + "close", new WorkflowNode("WhileClose", loop));
            List<Input> results = new ArrayList<>();
            for (int i = 1; i < VALUES; i++) {
                results.add(new Link(id + "close", i));
            }
            return new Outcome.Expansion(new Workflow(nodes), results, Shown.NOTHING);
        });
    }

    private static void values(Toy toy, int from) {
        for (int i = from; i < VALUES; i++) {
            toy.maybe("initial_value" + i, "*");
        }
    }

    private static void outputs(Toy toy, int from) {
        for (int i = from; i < VALUES; i++) {
            toy.out("*");
        }
    }

    private static List<@Nullable Object> given(Arguments in, int from) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = from; i < VALUES; i++) {
            values.add(in.get("initial_value" + i));
        }
        return values;
    }
}
