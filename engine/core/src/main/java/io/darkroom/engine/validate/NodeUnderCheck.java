package io.darkroom.engine.validate;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.names.Brief;

/** A node of the workflow with its type. */
record NodeUnderCheck(String id, WorkflowNode node, NodeType type) {
    /** How sentences name it: {@code Node 7 "KSampler"}, by the user's title if there is one. */
    String named() {
        return "Node " + Brief.oneLine(id) + " \"" + Brief.oneLine(node.title().orElse(type.name())) + "\"";
    }
}
