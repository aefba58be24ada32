package io.darkroom.engine.disk;

import io.darkroom.api.node.Context;
import io.darkroom.engine.cache.CacheKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as it lies on disk.
 *
 * @param outputs for each output slot the list of its values
 * @param facts what its node and those it depends on noted, sources first
 */
public record StoredResult(List<List<@Nullable Object>> outputs, List<Fact> facts) {
    public StoredResult {
        outputs = List.copyOf(outputs);
        facts = List.copyOf(facts);
    }

    /**
     * What one node noted.
     *
     * @param node its key by content
     */
    public record Fact(CacheKey node, List<Context.Note> notes) {
        public Fact {
            notes = List.copyOf(notes);
        }
    }
}
