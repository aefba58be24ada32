package io.darkroom.conformance.loop;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.logic.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a round of a loop ends: with its values, or, while the condition holds, as a copy of the whole loop. */
public final class TestWhileLoopClose implements Behaviour {
    public static NodeType type() {
        Description description = Description.of("TestWhileLoopClose", "Testing/Loops")
                .takesLink("flow_control", "FLOW_CONTROL", Presence.REQUIRED)
                .takes("condition", "BOOLEAN");
        LoopValues.takenFrom(0, description).hides("dynprompt", "DYNPROMPT").hides("unique_id", "UNIQUE_ID");
        return LoopValues.givenFrom(0, description).doing(new TestWhileLoopClose());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        if (!Truth.of(arguments.get("condition"))) {
            return new Outcome.Values(LoopValues.from(0, arguments), Shown.NOTHING);
        }
        String open = arguments.get("flow_control", Input.Link.class).nodeId();
        Map<String, String> copies = ids(open, context);
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        copies.forEach((id, copy) -> {
            WorkflowNode node = copy(id, context, copies);
            nodes.put(copy, id.equals(open) ? with(arguments, node) : node);
        });
        List<Input> results = new ArrayList<>();
        for (int i = 0; i < LoopValues.COUNT; i++) {
            results.add(new Input.Link(context.idPrefix() + "Recurse", i));
        }
        return new Outcome.Expansion(new Workflow(nodes), results, Shown.NOTHING);
    }

    /** The new id of each node to copy. Numbers, since ids made of the old ones would grow with every round. */
    private static Map<String, String> ids(String open, Context context) {
        Map<String, String> copies = new LinkedHashMap<>();
        for (String id : Body.between(open, context.nodeId(), context)) {
            String own = id.equals(context.nodeId()) ? "Recurse" : String.valueOf(copies.size() + 1);
            copies.put(id, context.idPrefix() + own);
        }
        return copies;
    }

    private static WorkflowNode copy(String id, Context context, Map<String, String> copies) {
        WorkflowNode original = context.node(id).orElseThrow();
        Map<String, Input> inputs = new LinkedHashMap<>();
        original.inputs()
                .forEach((name, input) -> inputs.put(
                        name,
                        input instanceof Input.Link link && copies.containsKey(link.nodeId())
                                ? new Input.Link(copies.get(link.nodeId()), link.slot())
                                : input));
        return new WorkflowNode(
                original.type(),
                original.title(),
                inputs,
                Optional.of(original.displayId().orElse(id)));
    }

    /** The open end with the values of this round. */
    private static WorkflowNode with(Arguments arguments, WorkflowNode open) {
        WorkflowNode changed = open;
        for (int i = 0; i < LoopValues.COUNT; i++) {
            String name = LoopValues.name(i);
            if (arguments.values().containsKey(name)) {
                changed = changed.with(name, Input.of(arguments.get(name)));
            }
        }
        return changed;
    }
}
