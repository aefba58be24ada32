package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Group nodes of old files (comfyui-contract.md, 1.7), read as subgraphs: what no inner link feeds is an input, what no inner
 * link uses, or what is declared external, is an output.
 */
final class LegacyGroups {
    private final List<EditorNode> nodes = new ArrayList<>();
    private final Map<String, EditorLink> links = new HashMap<>();
    private final Map<Slot, EditorLink> feeding = new HashMap<>();
    private final Set<Slot> used = new HashSet<>();
    private final Set<Slot> external = new HashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Integer> prefixes = new HashMap<>();

    private record Slot(String node, int index) {}

    private LegacyGroups() {}

    /** Adds the groups to the subgraphs, under the type names of their instances. */
    static void read(JsonPart groups, Map<String, Subgraph> subgraphs) {
        if (groups.value() instanceof Map) {
            for (String name : groups.object().keySet()) {
                Subgraph group = new LegacyGroups().group(name, groups.get(name));
                subgraphs.putIfAbsent("workflow>" + name, group);
                subgraphs.putIfAbsent("workflow/" + name, group);
            }
        }
    }

    private Subgraph group(String name, JsonPart group) {
        readLinks(group);
        List<JsonPart> parts = group.get("nodes").items();
        int outputs = 0;
        for (int i = 0; i < parts.size(); i++) {
            String id = Integer.toString(i);
            EditorNode node = EditorNode.readWithId(parts.get(i), id, i);
            nodes.add(node.withInputs(connectInputs(node)));
            for (int slot = 0; slot < node.outputs().size(); slot++) {
                Slot output = new Slot(id, slot);
                if (!used.contains(output) || external.contains(output)) {
                    link(id, slot, EditorLink.SUBGRAPH_OUTPUT, outputs++);
                }
            }
        }
        Map<String, EditorNode> byId = new LinkedHashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));
        return Subgraph.of(
                "workflow>" + name,
                name,
                List.copyOf(names),
                new EditorGraph(byId, links),
                List.of("extra", "groupNodes", name),
                Subgraph.ValuesOf.ALL_WIDGETS);
    }

    private void readLinks(JsonPart group) {
        for (JsonPart part : group.get("links").items()) {
            List<JsonPart> items = part.items();
            if (items.size() >= 4
                    && items.get(1).slot().isPresent()
                    && items.get(3).slot().isPresent()) {
                Slot from = new Slot(items.get(0).id(), items.get(1).slot().getAsInt());
                Slot to = new Slot(items.get(2).id(), items.get(3).slot().getAsInt());
                used.add(from);
                feeding.put(to, link(from.node(), from.index(), to.node(), to.index()));
            }
        }
        for (JsonPart part : group.get("external").items()) {
            List<JsonPart> items = part.items();
            if (items.size() >= 2 && items.get(1).slot().isPresent()) {
                external.add(new Slot(items.get(0).id(), items.get(1).slot().getAsInt()));
            }
        }
    }

    private List<EditorNode.Input> connectInputs(EditorNode node) {
        List<EditorNode.Input> connected = new ArrayList<>();
        for (EditorNode.Input input : node.inputs()) {
            int slot = connected.size();
            EditorLink link = feeding.get(new Slot(node.id(), slot));
            if (link == null) {
                int outer = names.size();
                addName(node, input.name());
                link = link(EditorLink.SUBGRAPH_INPUT, outer, node.id(), slot);
            }
            connected.add(new EditorNode.Input(input.name(), input.type(), link.id(), input.isWidget()));
        }
        return connected;
    }

    /** The instance calls an input by its name, or, if another has that name, by the node's and its name. */
    private void addName(EditorNode node, String input) {
        if (names.add(input)) {
            return;
        }
        String prefixed = node.title().orElse(node.type()) + " " + input;
        String name = prefixed;
        while (!names.add(name)) {
            name = prefixed + " " + prefixes.merge(prefixed, 1, Integer::sum);
        }
    }

    private EditorLink link(String origin, int originSlot, String target, int targetSlot) {
        EditorLink link = new EditorLink("group:" + links.size(), origin, originSlot, target, targetSlot);
        links.put(link.id(), link);
        return link;
    }
}
