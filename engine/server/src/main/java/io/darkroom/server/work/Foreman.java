package io.darkroom.server.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What routes may ask of the workers. Safe for concurrent use. */
public interface Foreman {
    /** The prompts that run now. */
    List<Running> running();

    /** Stops the running prompts that are meant; returns how many. */
    int interrupt(Predicate<Running> which);

    /** Frees memory, between prompts. */
    void free(Wanted wanted);

    /** Whether work is being done. */
    Health health();

    /** What a client needs to catch up with a running prompt: node, progress of all nodes. */
    Optional<Snapshot> snapshot(String promptId);

    /** A prompt at work. */
    record Running(String promptId, String owner, Optional<String> clientId, Instant started) {}

    /** What to free. */
    record Wanted(boolean models, boolean results) {}

    /** @param trouble what is wrong, in a sentence; empty if nothing is */
    record Health(int workers, int busy, Optional<Instant> lastSign, List<String> trouble) {}

    /** @param progress the data of the latest {@code progress_state} event */
    record Snapshot(String promptId, Optional<String> node, Map<String, @Nullable Object> progress) {}
}
