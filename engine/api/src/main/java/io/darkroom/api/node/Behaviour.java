package io.darkroom.api.node;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a node type does, over arguments by name. Stateless and safe for concurrent use. */
@FunctionalInterface
public interface Behaviour {
    Outcome run(Arguments arguments, Context context) throws Exception;

    /** The lazy inputs it needs now, by name; called before each attempt to run. */
    default Set<String> needs(Arguments arguments) throws Exception {
        return Set.of();
    }

    /**
     * See {@link Node#fingerprint}.
     *
     * @param constants linked inputs are absent
     */
    default @Nullable Object fingerprint(Arguments constants) throws Exception {
        return null;
    }

    /** See {@link Node#check}. */
    default Map<String, String> check(Arguments constants) throws Exception {
        return Map.of();
    }

    /**
     * As the other, for nodes that also judge what is linked to them, which {@link Trait#CHECKS_LINKS} leaves to them alone.
     *
     * @param linked for each linked input the socket type of the output it is linked to
     */
    default Map<String, String> check(Arguments constants, Map<String, String> linked) throws Exception {
        return check(constants);
    }
}
