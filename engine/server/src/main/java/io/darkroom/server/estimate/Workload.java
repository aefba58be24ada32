package io.darkroom.server.estimate;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What decides how long a node takes, as far as its inputs and those of its sources say it.
 *
 * @param steps how often a network runs; 1 where nothing says so
 * @param pixels of the pictures that it works on; 1 where nothing says so
 * @param models the names of the model files it stands on, sorted
 */
record Workload(long steps, long pixels, List<String> models) {
    Workload {
        models = List.copyOf(models);
    }

    /** What its time grows with. */
    double size() {
        return (double) steps * pixels;
    }

    /** @param types finds nodes' types by id */
    static Workload of(String nodeId, Workflow workflow, Function<String, Optional<NodeType>> types) {
        long steps = steps(nodeId, workflow).orElse(1);
        OptionalLong pixels = OptionalLong.empty();
        Set<String> models = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(nodeId)); // nearest first
        while (!open.isEmpty()) {
            String id = open.poll();
            Optional<WorkflowNode> node = workflow.node(id);
            if (node.isEmpty() || !seen.add(id)) {
                continue;
            }
            if (pixels.isEmpty()) {
                pixels = pixels(node.get());
            }
            types.apply(node.get().type()).ifPresent(type -> models.addAll(models(node.get(), type)));
            node.get().inputs().values().forEach(input -> {
                if (input instanceof Input.Link link) {
                    open.add(link.nodeId());
                }
            });
        }
        return new Workload(steps, pixels.orElse(1), List.copyOf(models));
    }

    /** Its own, or those of the schedule that it is linked to. */
    private static OptionalLong steps(String nodeId, Workflow workflow) {
        Map<String, Input> inputs =
                workflow.node(nodeId).map(WorkflowNode::inputs).orElse(Map.of());
        OptionalLong own = whole(inputs, "steps");
        if (own.isPresent() || !(inputs.get("sigmas") instanceof Input.Link link)) {
            return own;
        }
        return workflow.node(link.nodeId())
                .map(node -> whole(node.inputs(), "steps"))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong pixels(WorkflowNode node) {
        OptionalLong width = whole(node.inputs(), "width");
        OptionalLong height = whole(node.inputs(), "height");
        if (width.isEmpty() || height.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(width.getAsLong()
                * height.getAsLong()
                * whole(node.inputs(), "batch_size").orElse(1));
    }

    private static OptionalLong whole(Map<String, Input> inputs, String name) {
        return inputs.get(name) instanceof Input.Constant constant
                        && constant.value() instanceof Long value
                        && value > 0
                        && value <= 1_000_000
                ? OptionalLong.of(value)
                : OptionalLong.empty();
    }

    private static Set<String> models(WorkflowNode node, NodeType type) {
        Set<String> models = new TreeSet<>();
        for (InputSlot slot : type.inputs()) {
            boolean ofFiles = slot.widget()
                    .filter(widget -> widget instanceof Widget.Choice choice
                            && choice.folder().isPresent())
                    .isPresent();
            if (ofFiles
                    && node.inputs().get(slot.name()) instanceof Input.Constant constant
                    && constant.value() instanceof String name) {
                models.add(name);
            }
        }
        return models;
    }
}
