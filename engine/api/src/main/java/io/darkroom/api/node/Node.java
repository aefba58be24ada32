package io.darkroom.api.node;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as a class: a record in, a record out. Stateless and safe for concurrent use; what it needs comes in its
 * constructor, in {@code in} and in {@code context}.
 *
 * <p>Components of {@code I} become inputs: {@code camelCase} turns into {@code snake_case}, the component's type gives the
 * socket ({@link Socket}), annotations give the widget ({@link Whole}, {@link Seed}, {@link Real}, {@link Text},
 * {@link Toggle}, {@link Choice}). {@code Optional<T>} is an optional input, {@code List<T>} receives the whole list (the
 * node is then called once), {@code Lazy<T>} is evaluated on demand (see {@link #needs}), {@code Object} is a wildcard.
 *
 * <p>Components of {@code O} become outputs; {@code List<T>} is a list output, and a {@link Shown} component is not an
 * output but what clients see of the result.
 */
public interface Node<I extends Record, O extends Record> {
    /**
     * @throws NodeException with a sentence for the user
     */
    O run(I in, Context context) throws Exception;

    /**
     * The lazy inputs it needs now; called before each attempt to run, until nothing new is asked for.
     *
     * @param in with the lazy inputs that are known so far
     */
    default Set<String> needs(I in) throws Exception {
        return Set.of();
    }

    /**
     * What, besides the inputs, its result depends on, such as the hash of a file; compared by {@code equals}.
     *
     * @param in constants only: linked inputs are null, or zero and false where null is impossible
     * @return null if the inputs alone decide; NaN if it must run every time
     */
    default @Nullable Object fingerprint(I in) throws Exception {
        return null;
    }

    /**
     * Checks that go beyond ranges and choices, before anything runs.
     *
     * @param in as for {@link #fingerprint}
     * @return a sentence for each wrong input, by its name in files
     */
    default Map<String, String> check(I in) throws Exception {
        return Map.of();
    }
}
