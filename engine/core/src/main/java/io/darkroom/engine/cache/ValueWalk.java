package io.darkroom.engine.cache;

import io.darkroom.api.tensor.Tensor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all that a result holds. Looks into collections, optionals, arrays and records, with a stack of its own, since
 * values may be nested deeply; other objects are met, but not looked into. Each object is met once.
 */
final class ValueWalk {
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
                    return List.of(); // a record of a closed module cannot be looked into
                }
            }
            return accessors;
        }
    };

    private final Deque<Object> open = new ArrayDeque<>();
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>(4));

    private ValueWalk() {}

    /** Meets all values of a result's outputs and of what it shows, and what they hold. */
    static void over(NodeResult result, Consumer<Object> visitor) {
        ValueWalk walk = new ValueWalk();
        result.outputs().forEach(values -> values.forEach(walk::push));
        walk.push(result.shown().values());
        Object next = walk.open.poll();
        while (next != null) {
            if (isSmall(next)) {
                visitor.accept(next);
            } else if (walk.met.add(next)) {
                visitor.accept(next);
                walk.lookInto(next);
            }
            next = walk.open.poll();
        }
    }

    /** The parts of a record that can be looked into: all or none. */
    static List<Method> accessors(Class<?> type) {
        return ACCESSORS.get(type);
    }

    /** Whether a value is not worth remembering: nobody shares it. */
    static boolean isSmall(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
    }

    private void lookInto(Object value) {
        if (value instanceof Tensor || value instanceof String) {
            return; // nearly all there is
        }
        if (value instanceof Collection<?> members) {
            members.forEach(this::push);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                push(key);
                push(member);
            });
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::push);
        } else if (value instanceof Object[] array) {
            Arrays.asList(array).forEach(this::push);
        } else if (value instanceof Record) {
            try {
                for (Method accessor : accessors(value.getClass())) {
                    push(accessor.invoke(value));
                }
            } catch (ReflectiveOperationException e) {
                return; // an accessor that throws hides its value
            }
        }
    }

    private void push(@Nullable Object value) {
        if (value != null) {
            open.push(value);
        }
    }
}
