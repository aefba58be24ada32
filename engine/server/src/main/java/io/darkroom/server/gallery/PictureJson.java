package io.darkroom.server.gallery;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.queue.Outputs.Picture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures of the gallery as JSON. */
final class PictureJson {
    private PictureJson() {}

    /** What lists show. */
    static Map<String, @Nullable Object> brief(Picture picture) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("filename", picture.filename());
        json.put("subfolder", picture.subfolder());
        json.put("type", picture.type());
        json.put(
                "url",
                "/view?filename=" + encoded(picture.filename()) + "&subfolder=" + encoded(picture.subfolder())
                        + "&type=" + encoded(picture.type()));
        json.put("saved", picture.saved().toString());
        json.put("prompt_id", picture.jobId());
        json.put("node_id", picture.nodeId());
        json.put("owner", picture.owner());
        return json;
    }

    /** All that is known. */
    static Map<String, @Nullable Object> full(Picture picture) {
        Map<String, @Nullable Object> json = brief(picture);
        json.put("text", picture.text());
        json.put("facts", facts(picture));
        return json;
    }

    private static @Nullable Object facts(Picture picture) {
        if (picture.facts().isBlank()) {
            return Map.of();
        }
        return JsonReader.read("facts of " + picture.filename(), picture.facts(), JsonLimits.standard());
    }

    /** As the trash keeps it, so that it can be put back as it was. */
    static Map<String, @Nullable Object> record(Picture picture) {
        Map<String, @Nullable Object> json = brief(picture);
        json.remove("url");
        json.put("text", picture.text());
        json.put("facts", picture.facts());
        return json;
    }

    /**
     * @throws WorkflowFileException if it is no such record
     */
    static Picture ofRecord(JsonPart json) {
        try {
            return new Picture(
                    text(json, "type"),
                    text(json, "subfolder"),
                    text(json, "filename"),
                    text(json, "owner"),
                    text(json, "prompt_id"),
                    text(json, "node_id"),
                    Instant.parse(text(json, "saved")),
                    text(json, "text"),
                    text(json, "facts"));
        } catch (DateTimeException e) {
            throw json.get("saved").refuse("it must be a time, such as 2026-11-23T10:00:00Z.");
        }
    }

    private static String text(JsonPart json, String member) {
        return json.get(member).text().orElseThrow(() -> json.get(member).refuse("it must be a text."));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
