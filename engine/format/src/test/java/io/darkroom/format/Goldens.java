package io.darkroom.format;

import io.darkroom.api.node.NodeType;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.nodes.ObjectInfoReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Files of the reference software that the tests compare with. */
public final class Goldens {
    private Goldens() {}

    public static byte[] bytes(String name) {
        try (InputStream in = Goldens.class.getResourceAsStream("/goldens/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Object json(String name) {
        return Objects.requireNonNull(JsonReader.read(name, bytes(name), JsonLimits.standard()));
    }

    /** A member of a member ... of a golden file. */
    public static Object json(String name, String... path) {
        Object value = json(name);
        for (String key : path) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
        }
        return value;
    }

    /** The nodes of ComfyUI; their titles come from the live answer, everything else from the committed facts. */
    public static Function<String, Optional<NodeType>> catalogue() {
        Map<?, ?> facts = (Map<?, ?>) json("core-object-info.json");
        Map<?, ?> live = (Map<?, ?>) json("object_info.json");
        Map<String, Object> titled = new LinkedHashMap<>();
        facts.forEach((id, info) -> {
            Map<Object, Object> entry = new LinkedHashMap<>((Map<?, ?>) info);
            if (live.get(id) instanceof Map<?, ?> known && known.get("display_name") != null) {
                entry.put("display_name", known.get("display_name"));
            }
            titled.put((String) id, entry);
        });
        byte[] text = JsonText.of(titled).getBytes(StandardCharsets.UTF_8);
        Map<String, NodeType> types = ObjectInfoReader.read("core-object-info.json", text, JsonLimits.standard());
        return id -> Optional.ofNullable(types.get(id));
    }
}
