package io.darkroom.format.setting;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The inputs of a workflow that hold its seeds, also where a seed comes by a link from a number node. */
public final class SeedWidgets {
    private SeedWidgets() {}

    /** An input of a node. */
    public record Place(String nodeId, String input) {}

    /** The seeds' places, each once, in the order of the workflow. */
    public static List<Place> of(Workflow workflow, NodeTypes types) {
        Set<Place> places = new LinkedHashSet<>();
        workflow.nodes()
                .forEach((id, node) -> types.find(node.type()).map(NodeType::inputs).orElse(List.of()).stream()
                        .filter(SeedWidgets::isSeed)
                        .forEach(slot -> {
                            Input input = node.inputs().get(slot.name());
                            if (input instanceof Input.Link link) {
                                sources(workflow, link, types).forEach(places::add);
                            } else if (input != null) {
                                places.add(new Place(id, slot.name()));
                            }
                        }));
        return List.copyOf(places);
    }

    /** The workflow with all its seeds set. */
    public static Workflow with(Workflow workflow, List<Place> places, BigInteger seed) {
        Workflow changed = workflow;
        for (Place place : places) {
            WorkflowNode node = changed.node(place.nodeId()).orElseThrow();
            changed = changed.with(place.nodeId(), node.with(place.input(), new Input.Constant(Values.whole(seed))));
        }
        return changed;
    }

    private static boolean isSeed(InputSlot slot) {
        return slot.widget().orElse(null) instanceof Widget.Whole whole
                && whole.control()
                && whole.max().equals(Widget.Whole.MAX_SEED);
    }

    private static List<Place> sources(Workflow workflow, Input.Link link, NodeTypes types) {
        WorkflowNode source = workflow.nodes().get(link.nodeId());
        if (source == null) {
            return List.of();
        }
        return types.find(source.type()).map(NodeType::inputs).orElse(List.of()).stream()
                .filter(slot -> slot.widget().orElse(null) instanceof Widget.Whole whole && whole.control())
                .filter(slot -> source.inputs().get(slot.name()) instanceof Input.Constant)
                .map(slot -> new Place(link.nodeId(), slot.name()))
                .toList();
    }
}
