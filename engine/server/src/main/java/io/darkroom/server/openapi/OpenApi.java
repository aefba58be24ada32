package io.darkroom.server.openapi;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 document, put together from a file for each topic. */
final class OpenApi {
    private static final List<String> TOPICS = List.of(
            "prompts", "queue", "history", "sweeps", "nodes", "models", "files", "users", "system", "access", "socket");
    private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/responses/Problem");

    private OpenApi() {}

    static Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(fragment("common"));
        List<@Nullable Object> tags = new ArrayList<>();
        Map<String, @Nullable Object> paths = new LinkedHashMap<>();
        for (String topic : TOPICS) {
            Map<String, @Nullable Object> fragment = fragment(topic);
            fragment.forEach((member, value) -> {
                switch (member) {
                    case "tags" -> tags.addAll((List<?>) known(value));
                    case "paths" -> object(value).forEach((path, item) -> paths.put(path, whole(object(item))));
                    default -> document.put(member, value);
                }
            });
        }
        document.put("tags", tags);
        document.put("paths", paths);
        return document;
    }

    /** What all operations have, so that it is written once: who may ask, and how a refusal looks. */
    private static Map<String, @Nullable Object> whole(Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        item.forEach((method, value) -> {
            Map<String, @Nullable Object> operation = new LinkedHashMap<>(object(value));
            boolean open = "none".equals(operation.get("x-scope"));
            operation.put(
                    "security", open ? List.of() : List.of(Map.of("token", List.of()), Map.of("session", List.of())));
            Map<String, @Nullable Object> responses = new LinkedHashMap<>(object(operation.get("responses")));
            responses.put("4XX", PROBLEM);
            operation.put("responses", responses);
            whole.put(method, operation);
        });
        return whole;
    }

    /** A member that is an object. */
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        @SuppressWarnings("unchecked") // the reader makes no other keys
        Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) known(value);
        return members;
    }

    private static Object known(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("A member is missing in the files of the OpenAPI document.");
        }
        return value;
    }

    private static Map<String, @Nullable Object> fragment(String topic) {
        String name = topic + ".json";
        try (InputStream file = OpenApi.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The file " + name + " is missing from the program.");
            }
            return object(JsonReader.read(name, file.readAllBytes(), JsonLimits.standard()));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + name + " of the program cannot be read.", e);
        }
    }
}
