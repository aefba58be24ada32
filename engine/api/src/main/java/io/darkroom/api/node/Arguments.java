package io.darkroom.api.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one call, by input name. Constants have the Java class of their widget: Long or (beyond a long) BigInteger
 * for INT, Double for FLOAT, String, Boolean; a node that takes lists gets a List for every name.
 */
public record Arguments(Map<String, @Nullable Object> values) {
    public Arguments {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public boolean has(String name) {
        return values.get(name) != null;
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /**
     * @throws NodeException if it is absent or of another class
     */
    public <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw NodeException.atInput(
                    name,
                    "Input \"" + name + "\" must be a " + type.getSimpleName() + ", but is "
                            + (value == null
                                    ? "missing"
                                    : "a " + value.getClass().getSimpleName()) + ".");
        }
        return type.cast(value);
    }
}
