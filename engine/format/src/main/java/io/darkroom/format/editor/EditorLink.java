package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.List;

/** A link between two nodes of one graph, or between a node and the rim of a subgraph. */
record EditorLink(String id, String origin, int originSlot, String target, int targetSlot) {
    /** The node id that stands for the inputs of a subgraph, as seen from inside. */
    static final String SUBGRAPH_INPUT = "-10";
    /** The node id that stands for the outputs of a subgraph, as seen from inside. */
    static final String SUBGRAPH_OUTPUT = "-20";

    /** Reads the list of version 0.4 or the object of version 1. */
    static EditorLink read(JsonPart part) {
        if (part.value() instanceof List<?> list) {
            if (list.size() < 5) {
                throw part.refuse("a link is a list of its id, source, output, target, input and type, but it is "
                        + part.describe() + ".");
            }
            List<JsonPart> items = part.items();
            return new EditorLink(
                    items.get(0).id(),
                    items.get(1).id(),
                    slot(items.get(2)),
                    items.get(3).id(),
                    slot(items.get(4)));
        }
        return new EditorLink(
                part.get("id").id(),
                part.get("origin_id").id(),
                slot(part.get("origin_slot")),
                part.get("target_id").id(),
                slot(part.get("target_slot")));
    }

    private static int slot(JsonPart part) {
        return part.slot()
                .orElseThrow(() -> part.refuse("a slot is a number from 0, but it is " + part.describe() + "."));
    }
}
