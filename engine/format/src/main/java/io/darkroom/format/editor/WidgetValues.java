package io.darkroom.format.editor;

import io.darkroom.format.json.JsonPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code widgets_values} of a node: a list in the order of its widgets, or an object by their names.
 *
 * @param list empty if they are given by name, or not at all
 * @param named empty if they are given as a list, or not at all
 */
record WidgetValues(List<JsonPart> list, Map<String, @Nullable Object> named) {
    /**
     * A value and its place: an index (Integer) or a name (String) in {@code widgets_values}.
     */
    record At(@Nullable Object value, Object key) {}

    static WidgetValues read(JsonPart values) {
        return values.value() instanceof Map
                ? new WidgetValues(List.of(), values.object())
                : new WidgetValues(values.items(), Map.of());
    }

    Optional<At> at(int index) {
        return index < list.size() ? Optional.of(new At(list.get(index).value(), index)) : Optional.empty();
    }

    Optional<At> at(String name) {
        return named.containsKey(name) ? Optional.of(new At(named.get(name), name)) : Optional.empty();
    }
}
