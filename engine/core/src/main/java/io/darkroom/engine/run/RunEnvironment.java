package io.darkroom.engine.run;

import io.darkroom.engine.cache.CacheKey;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all nodes of a run share while they work. Safe for concurrent use. */
final class RunEnvironment {
    private final RunRequest request;
    private final RunNodes nodes;
    private final MemoryGauge gauge;
    private final CancelSwitch stop = new CancelSwitch();
    private final Object telling = new Object();
    private final Consumer<? super Event> listener;
    private volatile @Nullable RuntimeException listenerFailure;

    RunEnvironment(RunRequest request, RunNodes nodes, MemoryGauge gauge, Consumer<? super Event> listener) {
        this.request = request;
        this.nodes = nodes;
        this.gauge = gauge;
        this.listener = listener;
    }

    RunRequest request() {
        return request;
    }

    String promptId() {
        return request.promptId();
    }

    RunNodes nodes() {
        return nodes;
    }

    MemoryGauge gauge() {
        return gauge;
    }

    /** Stops what runs, on the user's request or because the run has failed. */
    CancelSwitch stop() {
        return stop;
    }

    /** Now the node that computes what a key stands for. */
    Optional<String> holder(CacheKey key) {
        return nodes.holder(key);
    }

    /** Hands on one event at a time. A listener that throws ends the run, not the node that happened to tell. */
    void tell(Event event) {
        synchronized (telling) {
            if (listenerFailure == null) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    listenerFailure = e;
                    stop.cancel();
                }
            }
        }
    }

    /** What the listener threw. */
    @Nullable
    RuntimeException listenerFailure() {
        return listenerFailure;
    }
}
