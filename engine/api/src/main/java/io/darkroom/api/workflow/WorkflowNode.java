package io.darkroom.api.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of a workflow.
 *
 * @param type the id of its node type, {@code class_type} in files
 * @param title what the user called it
 * @param inputs by name, in file order
 * @param displayId the node a client shows this one as; set only by expansion
 * @param meta what else its client noted about it, beside the title under {@code _meta}: JSON values, kept but not read
 */
public record WorkflowNode(
        String type,
        Optional<String> title,
        Map<String, Input> inputs,
        Optional<String> displayId,
        Map<String, @Nullable Object> meta) {
    public WorkflowNode {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }

    public WorkflowNode(String type, Optional<String> title, Map<String, Input> inputs, Optional<String> displayId) {
        this(type, title, inputs, displayId, Map.of());
    }

    public WorkflowNode(String type, Map<String, Input> inputs) {
        this(type, Optional.empty(), inputs, Optional.empty());
    }

    /** This node with one input set. */
    public WorkflowNode with(String input, Input value) {
        Map<String, Input> changed = new LinkedHashMap<>(inputs);
        changed.put(input, value);
        return with(changed);
    }

    /** This node with these inputs, and no others. */
    public WorkflowNode with(Map<String, Input> changed) {
        return new WorkflowNode(type, title, changed, displayId, meta);
    }
}
