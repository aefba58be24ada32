package io.darkroom.engine.cache;

import io.darkroom.api.node.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
}
