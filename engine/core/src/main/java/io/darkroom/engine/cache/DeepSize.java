package io.darkroom.engine.cache;

import io.darkroom.api.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that values hold on the Java heap: exactly enough for tensors, which are nearly all of it, and roughly
 * for the rest. Looks into collections, optionals, arrays and records; any other object counts as a handle. What two
 * results share is counted in each, so a sum of sizes errs on the large side.
 */
final class DeepSize {
    private static final int OBJECT = 32; // header and a few fields
    private static final int REFERENCE = 8;
    private static final int HANDLE =
            256; // an object that cannot be looked into, such as a model: its memory is its own

    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> accessors = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                Method accessor = component.getAccessor();
                try {
                    accessor.setAccessible(true); // records of package-private nodes
                    accessors.add(accessor);
                } catch (InaccessibleObjectException e) {
                    return List.of(); // a record of a closed module counts as a handle
                }
            }
            return accessors;
        }
    };

    private DeepSize() {}

    static long of(NodeResult result) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(4));
        Deque<Object> open = new ArrayDeque<>();
        long bytes = OBJECT;
        for (List<@Nullable Object> values : result.outputs()) {
            bytes += OBJECT + (long) REFERENCE * values.size();
            values.forEach(value -> push(value, open));
        }
        push(result.shown().values(), open);
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (isSmall(next)) {
                bytes += OBJECT;
            } else if (seen.add(next)) {
                bytes += shallow(next, open);
            }
        }
        return bytes;
    }

    private static boolean isSmall(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
    }

    /** The bytes of the object alone; what it refers to is put on the stack. */
    private static long shallow(Object value, Deque<Object> open) {
        if (value instanceof Tensor tensor) {
            return 2L * OBJECT + (long) Float.BYTES * tensor.shape().count();
        }
        if (value instanceof String text) {
            return OBJECT + (long) Character.BYTES * text.length();
        }
        if (value instanceof Collection<?> members) {
            members.forEach(member -> push(member, open));
            return OBJECT + (long) REFERENCE * members.size();
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                push(key, open);
                push(member, open);
            });
            return OBJECT + (long) (OBJECT + REFERENCE) * map.size();
        }
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(open::push);
            return OBJECT;
        }
        if (value.getClass().isArray()) {
            return array(value, open);
        }
        if (value instanceof Record record) {
            return record(record, open);
        }
        return HANDLE;
    }

    private static long array(Object array, Deque<Object> open) {
        long length = Array.getLength(array);
        Class<?> component = array.getClass().getComponentType();
        if (component == byte.class || component == boolean.class) {
            return OBJECT + length;
        }
        if (component.isPrimitive()) {
            return OBJECT + length * (component == double.class || component == long.class ? 8 : 4);
        }
        for (Object member : (Object[]) array) {
            push(member, open);
        }
        return OBJECT + length * REFERENCE;
    }

    private static long record(Record record, Deque<Object> open) {
        List<Method> accessors = ACCESSORS.get(record.getClass());
        try {
            for (Method accessor : accessors) {
                push(accessor.invoke(record), open);
            }
        } catch (ReflectiveOperationException e) {
            return HANDLE; // an accessor that throws hides its value
        }
        return accessors.isEmpty() ? HANDLE : OBJECT + (long) REFERENCE * accessors.size();
    }

    private static void push(@Nullable Object value, Deque<Object> open) {
        if (value != null) {
            open.push(value);
        }
    }
}
