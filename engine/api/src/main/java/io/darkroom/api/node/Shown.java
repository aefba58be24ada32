package io.darkroom.api.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients are shown of a node's result, in the form of the web socket's {@code executed} message.
 *
 * @param values for each key a list, such as {@code images} to saved files; members are JSON values
 */
public record Shown(Map<String, List<Object>> values) {
    public static final Shown NOTHING = new Shown(Map.of());

    public Shown {
        values = Map.copyOf(values);
    }

    /** Pictures that were written. */
    public static Shown images(List<SavedFile> files) {
        return new Shown(Map.of("images", files.stream().map(SavedFile::toJson).toList()));
    }

    /**
     * A file in one of the user's folders.
     *
     * @param subfolder below that folder, with {@code /}; may be empty
     * @param type {@code output}, {@code temp} or {@code input}
     */
    public record SavedFile(String filename, String subfolder, String type) {
        Object toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("filename", filename);
            json.put("subfolder", subfolder);
            json.put("type", type);
            return json;
        }
    }
}
