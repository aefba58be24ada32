package io.darkroom.engine.toys;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes workflows in tests: {@code new Flow().node("1", "Text", "value", "a").node("2", "Show", "value", link("1", 0))}. */
public final class Flow {
    private final Map<String, WorkflowNode> nodes = new LinkedHashMap<>();

    public static Input.Link link(String nodeId, int slot) {
        return new Input.Link(nodeId, slot);
    }

    /**
     * @param inputs names and values in turn; a value is a link or a constant
     */
    public Flow node(String id, String type, @Nullable Object... inputs) {
        Map<String, Input> byName = new LinkedHashMap<>();
        for (int i = 0; i < inputs.length; i += 2) {
            byName.put(String.valueOf(inputs[i]), input(inputs[i + 1]));
        }
        nodes.put(id, new WorkflowNode(type, byName));
        return this;
    }

    public Flow titled(String id, String title) {
        WorkflowNode node = new WorkflowNode("?", Map.of());
        node = nodes.getOrDefault(id, node);
        nodes.put(id, new WorkflowNode(node.type(), Optional.of(title), node.inputs(), Optional.empty()));
        return this;
    }

    /** Sets one input of a node. */
    public Flow set(String id, String input, @Nullable Object value) {
        nodes.computeIfPresent(id, (same, node) -> node.with(input, input(value)));
        return this;
    }

    public Workflow workflow() {
        return new Workflow(nodes);
    }

    private static Input input(@Nullable Object value) {
        if (value instanceof Input input) {
            return input;
        }
        return new Input.Constant(value instanceof Integer small ? (Object) small.longValue() : value);
    }
}
