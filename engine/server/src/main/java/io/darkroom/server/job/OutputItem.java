package io.darkroom.server.job;

import io.darkroom.server.work.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that a prompt shows.
 *
 * @param nodeId where it is shown
 * @param mediaType the member of the node's output it stands in, such as {@code images}
 * @param file its members, with {@code filename}, {@code subfolder} and {@code type}
 */
record OutputItem(String nodeId, String mediaType, Map<String, @Nullable Object> file) {
    /** All files of a prompt, in the order of its outputs. */
    static List<OutputItem> of(RunReport report) {
        List<OutputItem> items = new ArrayList<>();
        report.outputs().forEach((nodeId, output) -> {
            if (output instanceof Map<?, ?> shown) {
                shown.forEach((media, files) -> collect(nodeId, String.valueOf(media), files, items));
            }
        });
        return items;
    }

    private static void collect(String nodeId, String media, @Nullable Object files, List<OutputItem> items) {
        if (!(files instanceof List<?> list)) {
            return;
        }
        for (Object file : list) {
            if (file instanceof Map<?, ?> members && members.get("filename") instanceof String) {
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                members.forEach((name, value) -> named.put(String.valueOf(name), value));
                items.add(new OutputItem(nodeId, media, named));
            }
        }
    }

    /** The one to show for all: a result if there is one, else a preview. */
    static Optional<OutputItem> preview(List<OutputItem> items) {
        return items.stream()
                .filter(item -> "output".equals(item.file().get("type")))
                .findFirst()
                .or(() -> items.stream().findFirst());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        file.forEach((name, value) -> {
            if (value != null) {
                json.put(name, value);
            }
        });
        json.put("nodeId", nodeId);
        json.put("mediaType", mediaType);
        return json;
    }
}
