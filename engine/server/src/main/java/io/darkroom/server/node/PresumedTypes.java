package io.darkroom.server.node;

import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.format.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Node types that ComfyUI's front end takes for granted: where {@code /object_info} lacks a single one, version 1.27.10
 * cannot make the widgets of any model loader, {@code CheckpointLoaderSimple} among them. It is shown entries without
 * inputs and outputs in their place, marked as deprecated, which hides them in its search. A prompt with such a type is
 * refused as ever.
 */
final class PresumedTypes {
    private static final List<String> IDS = List.of(
            "CheckpointLoaderSimple",
            "ImageOnlyCheckpointLoader",
            "LoraLoader",
            "LoraLoaderModelOnly",
            "VAELoader",
            "ControlNetLoader",
            "UNETLoader",
            "UpscaleModelLoader",
            "StyleModelLoader",
            "GLIGENLoader");

    private PresumedTypes() {}

    /** The entries of those that a catalogue lacks, as JSON by id. */
    static Map<String, String> lackedBy(Catalogue catalogue) {
        Map<String, String> entries = new LinkedHashMap<>();
        IDS.stream().filter(id -> catalogue.find(id).isEmpty()).forEach(id -> entries.put(id, entry(id)));
        return entries;
    }

    private static String entry(String id) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("input", Map.of("required", Map.of()));
        entry.put("input_order", Map.of("required", List.of()));
        entry.put("output", List.of());
        entry.put("output_is_list", List.of());
        entry.put("output_name", List.of());
        entry.put("name", id);
        entry.put("display_name", id);
        entry.put("description", "Not available on this server.");
        entry.put("python_module", "nodes");
        entry.put("category", "not available");
        entry.put("output_node", false);
        entry.put("deprecated", true);
        return JsonText.of(entry);
    }
}
