package io.darkroom.queue;

import java.util.Set;

/**
 * Who asks for work.
 *
 * @param name unique among the workers of a queue
 * @param models the models it has loaded, by hash; jobs for them are preferred where the queue knows what a job needs
 */
public record WorkerProfile(String name, Set<String> models) {
    public WorkerProfile {
        models = Set.copyOf(models);
    }

    /** A worker without preferences. */
    public static WorkerProfile named(String name) {
        return new WorkerProfile(name, Set.of());
    }
}
