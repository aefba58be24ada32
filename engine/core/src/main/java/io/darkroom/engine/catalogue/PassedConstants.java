package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of a node that its type wants to hear of: those it declares, or all if it is variadic. */
public final class PassedConstants {
    private PassedConstants() {}

    public static boolean passes(NodeType type, String input) {
        return type.is(Trait.VARIADIC) || type.input(input).isPresent();
    }

    /** What checks and fingerprints see: constants alone. */
    public static Arguments of(NodeType type, WorkflowNode node) {
        Map<String, @Nullable Object> constants = new LinkedHashMap<>();
        node.inputs().forEach((name, input) -> {
            if (input instanceof Input.Constant constant && passes(type, name)) {
                constants.put(name, constant.value());
            }
        });
        return new Arguments(constants);
    }
}
