package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes by id and links by id: the file's own graph, or the inside of a subgraph. */
record EditorGraph(Map<String, EditorNode> nodes, Map<String, EditorLink> links) {
    EditorGraph {
        nodes = Collections.unmodifiableMap(nodes);
        links = Collections.unmodifiableMap(links);
    }

    static EditorGraph read(JsonPart graph) {
        Map<String, EditorNode> nodes = new LinkedHashMap<>();
        List<JsonPart> parts = graph.get("nodes").items();
        for (int i = 0; i < parts.size(); i++) {
            EditorNode node = EditorNode.read(parts.get(i), i);
            if (nodes.put(node.id(), node) != null) {
                throw parts.get(i).refuse("the node id \"" + node.id() + "\" occurs twice in one graph.");
            }
        }
        Map<String, EditorLink> links = new HashMap<>();
        for (JsonPart part : graph.get("links").items()) {
            if (!part.isAbsent()) {
                EditorLink link = EditorLink.read(part);
                links.put(link.id(), link);
            }
        }
        return new EditorGraph(nodes, links);
    }

    Optional<EditorNode> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    Optional<EditorLink> link(@Nullable String id) {
        return Optional.ofNullable(id == null ? null : links.get(id));
    }
}
