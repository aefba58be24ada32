package io.darkroom.cli;

import io.darkroom.api.sampling.Cancellation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Stops what runs, once and for all; Ctrl-C throws it. Safe for use by several threads. */
public final class StopSwitch implements Cancellation {
    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean stopped;

    public void stop() {
        List<Runnable> waiting;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            waiting = List.copyOf(actions);
            actions.clear();
        }
        waiting.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean requested() {
        return stopped;
    }

    @Override
    public Registration onRequest(Runnable action) {
        // A wrapper of its own: the same action may be registered twice.
        Runnable once = () -> action.run();
        synchronized (this) {
            if (!stopped) {
                actions.add(once);
                return () -> remove(once);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }
}
