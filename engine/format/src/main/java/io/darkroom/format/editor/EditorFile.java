package io.darkroom.format.editor;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The file's text, as ComfyUI writes it into pictures. */
    public String text() {
        return JsonText.of(json);
    }
}
