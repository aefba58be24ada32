package io.darkroom.server.sweep;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Store;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.event.Audience;
import io.darkroom.server.event.Message;
import io.darkroom.server.work.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the unfinished sweeps when the queue changes: tells their clients how many cells are over, and cancels the cells
 * of those that were cancelled, on a thread of its own. Safe for concurrent use.
 */
final class SweepWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepWatch.class);
    /** However fast cells end, they are counted no more often than this. */
    private static final long BREATH_MILLIS = 100;
    /** A sweep that is not in the queue by then was not accepted. */
    private static final Duration ACCEPTED_BY = Duration.ofMinutes(1);

    private final Store store;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Map<String, Instant> expected = new ConcurrentHashMap<>(); // since when, by sweep
    private final Queue<Sweep> cancelled = new ConcurrentLinkedQueue<>();
    private final Map<String, Watched> open = new LinkedHashMap<>(); // by sweep; only the watching thread uses it
    private final Semaphore bell = new Semaphore(0);
    private final JobQueue.Registration listening;
    private final Thread watcher = new Thread(this::watch, "darkroom-sweeps");

    /** A sweep, and how many of its cells were over when its client was told last. */
    private record Watched(Sweep sweep, int over) {}

    SweepWatch(Store store, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
        this.listening = store.queue().listen(new JobQueue.Listener() {
            @Override
            public void changed() {
                bell.release();
            }

            @Override
            public void cancelledWhileWaiting(Job job) {
                read(job).ifPresent(cancelled::add);
                bell.release();
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A sweep is about to be submitted. */
    void expect(String sweepId) {
        expected.put(sweepId, clock.instant());
    }

    @Override
    public void close() {
        listening.close();
        watcher.interrupt();
        try {
            watcher.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        boolean looked = false;
        while (true) {
            try {
                bell.acquire();
                bell.drainPermits();
                if (!looked) { // once, for the sweeps of an earlier start
                    Stream.concat(store.queue().running().stream(), store.queue().pending().stream())
                            .forEach(job -> read(job).ifPresent(this::open));
                    looked = true;
                }
                look();
                TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            } catch (InterruptedException e) {
                return; // close() does that
            } catch (RuntimeException e) {
                LOG.warn("The sweeps could not be looked at; the next change of the queue is another chance.", e);
            }
        }
    }

    private void look() {
        for (String id : List.copyOf(expected.keySet())) {
            Optional<Job> sheet = store.queue().find(id);
            sheet.flatMap(SweepWatch::read).ifPresent(this::open);
            if (sheet.isPresent() || isStale(expected.get(id))) {
                expected.remove(id);
            }
        }
        for (Sweep sweep = cancelled.poll(); sweep != null; sweep = cancelled.poll()) {
            cancelCells(sweep);
        }
        open.values()
                .removeIf(watched ->
                        store.queue().find(watched.sweep().job().id()).isEmpty());
        open.replaceAll((id, watched) -> counted(watched));
    }

    private boolean isStale(@Nullable Instant since) {
        return since == null || since.plus(ACCEPTED_BY).isBefore(clock.instant());
    }

    private void open(Sweep sweep) {
        open.put(sweep.job().id(), new Watched(sweep, 0));
    }

    private void cancelCells(Sweep sweep) {
        for (int place = sweep.cells() - 1; place >= 0; place--) { // the last first, so that no further one starts
            String id = sweep.cellId(place);
            store.queue().cancel(id, RunReport.neverRan(id, clock.instant()).toJson());
        }
    }

    private Watched counted(Watched watched) {
        Sweep sweep = watched.sweep();
        int over = 0;
        for (int place = 0; place < sweep.cells(); place++) {
            over += store.queue().find(sweep.cellId(place)).isEmpty() ? 1 : 0;
        }
        if (over != watched.over()) {
            tell(sweep, over);
        }
        return new Watched(sweep, over);
    }

    private void tell(Sweep sweep, int over) {
        String owner = sweep.job().owner();
        Audience audience =
                sweep.body().clientId().map(id -> Audience.client(owner, id)).orElseGet(() -> Audience.owner(owner));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("value", over);
        data.put("max", sweep.cells());
        data.put("prompt_id", sweep.job().id());
        data.put("node", SheetMaker.NODE.id());
        announcer.tell(audience, new Message.Event("progress", data));
    }

    private static Optional<Sweep> read(Job job) {
        try {
            return Sweep.of(job);
        } catch (WorkflowFileException e) {
            LOG.warn("Prompt {} cannot be read; if it is a sweep, it is not watched.", job.id(), e);
            return Optional.empty();
        }
    }
}
