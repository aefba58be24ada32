package io.darkroom.conformance.expansion;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the nodes that a node becomes, with ids that are new in the run. Not safe for concurrent use. */
public final class Added {
    private final String prefix;
    private final Map<String, WorkflowNode> nodes = new LinkedHashMap<>();

    public Added(Context context) {
        this.prefix = context.idPrefix();
    }

    /**
     * @param inputs names and values in turn; a value is an {@link Input} or any value at hand
     * @return a link to its first output
     */
    public Input.Link node(String type, @Nullable Object... inputs) {
        Map<String, Input> byName = new LinkedHashMap<>();
        for (int i = 0; i < inputs.length; i += 2) {
            byName.put(String.valueOf(inputs[i]), input(inputs[i + 1]));
        }
        return node(type, byName);
    }

    public Input.Link node(String type, Map<String, Input> inputs) {
        String id = prefix + (nodes.size() + 1);
        nodes.put(id, new WorkflowNode(type, inputs));
        return new Input.Link(id, 0);
    }

    /** Sets one more input of a node, which may be linked to one that was added later. */
    public void set(Input.Link node, String input, Input value) {
        nodes.computeIfPresent(node.nodeId(), (id, written) -> written.with(input, value));
    }

    /**
     * The outcome.
     *
     * @param results for each output an {@link Input} or any value at hand
     */
    public Outcome giving(@Nullable Object... results) {
        List<Input> inputs = new ArrayList<>();
        for (Object result : results) {
            inputs.add(input(result));
        }
        return new Outcome.Expansion(new Workflow(nodes), inputs, Shown.NOTHING);
    }

    private static Input input(@Nullable Object value) {
        return value instanceof Input input ? input : Input.of(value);
    }
}
