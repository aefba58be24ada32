package io.darkroom.nodes;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes workflows down in tests. */
public final class Flow {
    private final Map<String, WorkflowNode> nodes = new LinkedHashMap<>();

    /**
     * Adds a node.
     *
     * @param inputs names and values in turn; a value may be an output of a node added before
     */
    public Node add(String type, Object... inputs) {
        Map<String, Input> byName = new LinkedHashMap<>();
        for (int i = 0; i < inputs.length; i += 2) {
            Object value = inputs[i + 1];
            byName.put(
                    (String) inputs[i],
                    value instanceof Input.Link link
                            ? link
                            : new Input.Constant(value instanceof Integer whole ? Long.valueOf(whole) : value));
        }
        String id = Integer.toString(nodes.size() + 1);
        nodes.put(id, new WorkflowNode(type, byName));
        return new Node(id);
    }

    /** Keeps an output where {@link Program#seen} finds it. */
    public void look(String name, Input.Link output) {
        add("Look", "value", output, "name", name);
    }

    public Workflow workflow() {
        return new Workflow(nodes);
    }

    /** A node that was added. */
    public record Node(String id) {
        public Input.Link out(int slot) {
            return new Input.Link(id, slot);
        }
    }
}
