package io.darkroom.format.editor;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the editor saves it, version 0.4 or 1 (comfyui-contract.md, 1.3 to 1.7). Immutable; members that nothing here
 * understands stay in {@code json}.
 *
 * @param json the whole file
 * @param subgraphs the definitions by id; groups of old files ({@code workflow>NAME}) are among them
 */
public record EditorFile(Map<String, @Nullable Object> json, EditorGraph graph, Map<String, Subgraph> subgraphs) {
    /**
     * @param source the file, as the user calls it
     * @throws io.darkroom.format.WorkflowFileException if it is not of that form
     */
    public static EditorFile read(String source, byte[] json, JsonLimits limits) {
        return read(JsonPart.root(source, JsonReader.read(source, json, limits)));
    }

    /**
     * @throws io.darkroom.format.WorkflowFileException if it is not of that form
     */
    public static EditorFile read(JsonPart file) {
        if (!isEditorFile(file)) {
            throw file.refuse("an editor's file has a list of \"nodes\", but there is none here.");
        }
        Map<String, Subgraph> subgraphs = new LinkedHashMap<>();
        for (JsonPart definition : file.get("definitions").get("subgraphs").items()) {
            Subgraph subgraph = Subgraph.read(definition, subgraphs.size());
            if (subgraphs.put(subgraph.id(), subgraph) != null) {
                throw definition.refuse("the subgraph id \"" + subgraph.id() + "\" occurs twice.");
            }
        }
        LegacyGroups.read(file.get("extra").get("groupNodes"), subgraphs);
        return new EditorFile(file.object(), EditorGraph.read(file), Collections.unmodifiableMap(subgraphs));
    }

    /** Whether it looks like an editor's file rather than an API prompt. */
    public static boolean isEditorFile(JsonPart file) {
        return file.get("nodes").value() instanceof List;
    }

    /**
     * What the user calls a node and the subgraphs around it, outermost first; an id where there is no title.
     *
     * @param nodeId as in the API prompt: {@code 12:7} is node 7 in the subgraph at node 12
     */
    public List<String> path(String nodeId) {
        List<String> path = new ArrayList<>();
        Optional<EditorGraph> inside = Optional.of(graph);
        for (String id : nodeId.split(":", -1)) {
            Optional<EditorNode> node = inside.flatMap(here -> here.node(id));
            Optional<Subgraph> entered = node.map(found -> subgraphs.get(found.type()));
            path.add(node.flatMap(EditorNode::title)
                    .or(() -> entered.map(Subgraph::name))
                    .or(() -> node.map(EditorNode::type))
                    .orElse(id));
            inside = entered.map(Subgraph::graph);
        }
        return path;
    }

    /** The file's text, as ComfyUI writes it into pictures. */
    public String text() {
        return JsonText.of(json);
    }
}
