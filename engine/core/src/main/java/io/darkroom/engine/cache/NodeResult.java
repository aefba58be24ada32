package io.darkroom.engine.cache;

import io.darkroom.api.node.Shown;
import io.darkroom.api.type.ModelHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node yielded.
 *
 * @param outputs for each output slot the list of its values
 */
public record NodeResult(List<List<@Nullable Object>> outputs, Shown shown, Provenance provenance) {
    public NodeResult {
        List<List<@Nullable Object>> copy = new ArrayList<>(outputs.size());
        for (List<@Nullable Object> values : outputs) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(values)));
        }
        outputs = Collections.unmodifiableList(copy);
    }

    /** The ids of the networks that its values stand for. */
    public Set<String> models() {
        Set<String> models = new HashSet<>();
        ValueWalk.over(this, value -> {
            if (value instanceof ModelHandle handle) {
                models.addAll(handle.models());
            }
        });
        return models;
    }
}
