package io.darkroom.api.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a workflow.
 *
 * @param type the id of its node type, {@code class_type} in files
 * @param title what the user called it
 * @param inputs by name, in file order
 * @param displayId the node a client shows this one as; set only by expansion
 */
public record WorkflowNode(String type, Optional<String> title, Map<String, Input> inputs, Optional<String> displayId) {
    public WorkflowNode {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    public WorkflowNode(String type, Map<String, Input> inputs) {
        this(type, Optional.empty(), inputs, Optional.empty());
    }

    /** This node with one input set. */
    public WorkflowNode with(String input, Input value) {
        Map<String, Input> changed = new LinkedHashMap<>(inputs);
        changed.put(input, value);
        return new WorkflowNode(type, title, changed, displayId);
    }
}
