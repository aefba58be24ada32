package io.darkroom.cli.bench;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes that do nothing, so that what remains is the engine. */
final class TrivialNodes implements NodePack {
    private static final String PASS = "bench.Pass";
    private static final String END = "bench.End";
    private static final int ROWS = 100;

    @Override
    public Contribution contribute(Environment environment) {
        NodeType pass = type(PASS, Set.of(), OutputSlot.of("value", "INT"));
        NodeType end = type(END, Set.of(Trait.OUTPUT));
        return new Contribution(List.of(), List.of(pass, end), List.of(), List.of(), Map.of());
    }

    private NodeType type(String id, Set<Trait> traits, OutputSlot... outputs) {
        return new NodeType(
                id,
                id,
                "bench",
                "",
                List.of(InputSlot.widget("value", Widget.Whole.of(0, 0, Integer.MAX_VALUE), Presence.REQUIRED)),
                List.of(outputs),
                traits,
                source(),
                (arguments, context) -> outputs.length == 0
                        ? Outcome.Values.of()
                        : Outcome.Values.of(arguments.get("value", Long.class)));
    }

    /**
     * A hundred chains of equal length.
     *
     * @param start what they begin with; another number makes every node run again
     */
    static Workflow workflow(int nodes, long start) {
        Map<String, WorkflowNode> all = new LinkedHashMap<>();
        int length = nodes / ROWS;
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < length; i++) {
                Input value = i == 0 ? new Input.Constant(start * ROWS + row) : new Input.Link(row + ":" + (i - 1), 0);
                all.put(row + ":" + i, new WorkflowNode(i == length - 1 ? END : PASS, Map.of("value", value)));
            }
        }
        return new Workflow(all);
    }
}
