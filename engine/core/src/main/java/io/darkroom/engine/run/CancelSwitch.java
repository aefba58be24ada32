package io.darkroom.engine.run;

import io.darkroom.api.sampling.Cancellation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Stops a run: off at first, on once and for all. Safe for concurrent use. */
public final class CancelSwitch implements Cancellation {
    private final Object lock = new Object();
    private final Set<Entry> entries = new LinkedHashSet<>();
    private volatile boolean requested;

    /** Asks the run to stop; what nodes registered happens in this thread, before it returns. */
    public void cancel() {
        synchronized (lock) {
            requested = true;
            List<Entry> all = new ArrayList<>(entries);
            entries.clear();
            // Under the lock, so that whoever has closed a registration may free what its action touches.
            all.forEach(entry -> entry.action.run());
        }
    }

    @Override
    public boolean requested() {
        return requested;
    }

    @Override
    public Registration onRequest(Runnable action) {
        Entry entry = new Entry(action);
        synchronized (lock) {
            if (!requested) {
                entries.add(entry);
                return () -> remove(entry);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Entry entry) {
        synchronized (lock) {
            entries.remove(entry);
        }
    }

    /** Not a record: two registrations of one action are two. */
    private static final class Entry {
        private final Runnable action;

        Entry(Runnable action) {
            this.action = action;
        }
    }
}
