package io.darkroom.engine.run;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls that lists of inputs mean: one for each element, where shorter lists repeat their last; one with the lists
 * themselves for a node that takes lists; one if there are no inputs; none if a list is empty.
 *
 * @param inputs for each name its values
 * @param unknown lazy inputs that were not evaluated
 */
record ListCalls(Map<String, List<@Nullable Object>> inputs, Set<String> unknown, Mapping mapping) {
    int count() {
        if (mapping == Mapping.WHOLE_LISTS || inputs.isEmpty()) {
            return 1;
        }
        int longest = 0;
        for (List<?> values : inputs.values()) {
            if (values.isEmpty()) {
                return 0;
            }
            longest = Math.max(longest, values.size());
        }
        return longest;
    }

    Arguments arguments(int call) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        inputs.forEach((name, values) -> {
            List<@Nullable Object> used = used(values, call);
            arguments.put(name, mapping == Mapping.WHOLE_LISTS ? used : used.get(0));
        });
        unknown.forEach(name -> arguments.put(name, null));
        return new Arguments(arguments);
    }

    /** What blocks a call: the first blocker among its values. */
    Optional<Outcome.Blocker> blocker(int call) {
        for (List<@Nullable Object> values : inputs.values()) {
            for (Object value : used(values, call)) {
                if (value instanceof Outcome.Blocker blocker) {
                    return Optional.of(blocker);
                }
            }
        }
        return Optional.empty();
    }

    private List<@Nullable Object> used(List<@Nullable Object> values, int call) {
        if (mapping == Mapping.WHOLE_LISTS) {
            return values;
        }
        int index = Math.min(call, values.size() - 1);
        return values.subList(index, index + 1);
    }

    /** How lists reach the node. */
    enum Mapping {
        ONE_BY_ONE,
        WHOLE_LISTS
    }
}
