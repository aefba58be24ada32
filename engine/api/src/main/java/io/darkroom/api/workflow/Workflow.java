package io.darkroom.api.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A graph of nodes by id, in the order of its file. Immutable; may be wrong (validation tells). */
public record Workflow(Map<String, WorkflowNode> nodes) {
    public Workflow {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    public Optional<WorkflowNode> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** This workflow with one node added or replaced. */
    public Workflow with(String id, WorkflowNode node) {
        Map<String, WorkflowNode> changed = new LinkedHashMap<>(nodes);
        changed.put(id, node);
        return new Workflow(changed);
    }
}
