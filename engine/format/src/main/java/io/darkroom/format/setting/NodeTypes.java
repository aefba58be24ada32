package io.darkroom.format.setting;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.Optional;

/** Looks node types up by id. */
@FunctionalInterface
public interface NodeTypes {
    Optional<NodeType> find(String id);

    /** The widget that edits an input of a node; empty if its type is unknown or the input only takes links. */
    default Optional<Widget> widget(WorkflowNode node, String input) {
        return find(node.type()).flatMap(type -> type.input(input)).flatMap(InputSlot::widget);
    }

    /** Whether a user may set this input to a value: it has a widget, or holds a value already. */
    default boolean takesValue(WorkflowNode node, String input) {
        return widget(node, input).isPresent() || node.inputs().get(input) instanceof Input.Constant;
    }
}
