package io.darkroom.engine.cache;

import io.darkroom.api.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that values hold on the Java heap: exactly enough for tensors, which are nearly all of it, and roughly
 * for the rest. What cannot be looked into counts as a handle. What two results share is counted in each, so a sum of sizes
 * errs on the large side.
 */
final class DeepSize {
    private static final int OBJECT = 32; // header and a few fields
    private static final int REFERENCE = 8;
    private static final int HANDLE =
            256; // an object that cannot be looked into, such as a model: its memory is its own

    private DeepSize() {}

    static long of(NodeResult result) {
        long[] bytes = {OBJECT};
        for (List<@Nullable Object> values : result.outputs()) {
            bytes[0] += OBJECT + (long) REFERENCE * values.size();
        }
        ValueWalk.over(result, value -> bytes[0] += shallow(value));
        return bytes[0];
    }

    /** The bytes of the object alone. */
    private static long shallow(Object value) {
        if (ValueWalk.isSmall(value) || value instanceof Optional<?>) {
            return OBJECT;
        }
        if (value instanceof Tensor tensor) {
            return 2L * OBJECT + (long) Float.BYTES * tensor.shape().count();
        }
        if (value instanceof String text) {
            return OBJECT + (long) Character.BYTES * text.length();
        }
        if (value instanceof Collection<?> members) {
            return OBJECT + (long) REFERENCE * members.size();
        }
        if (value instanceof Map<?, ?> map) {
            return OBJECT + (long) (OBJECT + REFERENCE) * map.size();
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        int parts =
                value instanceof Record ? ValueWalk.accessors(value.getClass()).size() : 0;
        return parts == 0 ? HANDLE : OBJECT + (long) REFERENCE * parts;
    }

    private static long array(Object array) {
        Class<?> component = array.getClass().getComponentType();
        int each = component == byte.class || component == boolean.class
                ? 1
                : component == int.class
                                || component == float.class
                                || component == short.class
                                || component == char.class
                        ? 4
                        : 8;
        return OBJECT + (long) each * Array.getLength(array);
    }
}
