package io.darkroom.format.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of single values in a JSON object, by their paths: names (String) and indices (Integer). */
public final class JsonEdits {
    private final Map<Object, JsonEdits> inner = new HashMap<>();
    private Optional<Object> replacement = Optional.empty();

    /** Adds a change; a later one at the same path replaces it. */
    public void put(List<Object> path, Object value) {
        JsonEdits at = this;
        for (Object key : path) {
            at = at.inner.computeIfAbsent(key, k -> new JsonEdits());
        }
        at.replacement = Optional.of(value);
    }

    /** The changed object. Only what lies on the way to a change is copied; paths that lead nowhere change nothing. */
    public Map<String, @Nullable Object> applyTo(Map<String, @Nullable Object> object) {
        if (inner.isEmpty()) {
            return object;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(object);
        copy.replaceAll(this::change);
        return Collections.unmodifiableMap(copy);
    }

    private @Nullable Object change(Object key, @Nullable Object value) {
        JsonEdits edits = inner.get(key);
        return edits == null ? value : edits.change(value);
    }

    private @Nullable Object change(@Nullable Object value) {
        if (replacement.isPresent()) {
            return replacement.get();
        }
        if (value instanceof Map<?, ?> members) {
            @SuppressWarnings("unchecked") // the reader makes no other keys
            Map<String, @Nullable Object> named = (Map<String, @Nullable Object>) members;
            return applyTo(named);
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>(items);
            for (Object index : inner.keySet()) {
                if (index instanceof Integer i && i < copy.size()) {
                    copy.set(i, change(index, copy.get(i)));
                }
            }
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
