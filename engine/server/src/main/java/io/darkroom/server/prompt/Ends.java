package io.darkroom.server.prompt;

import io.darkroom.queue.Finished;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Store;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who waits for a prompt that it is over. Safe for concurrent use. It listens for as long as the queue is open.
 */
public final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);
    private static final int IDLE_SECONDS = 10;

    private final Store store;
    private final Map<String, CompletableFuture<Finished>> awaited = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor looking = pool(1, 1, new LinkedBlockingQueue<>());
    /** Whoever waited writes an answer, perhaps to a slow client, so each has a thread. */
    private final ThreadPoolExecutor telling = pool(0, Integer.MAX_VALUE, new SynchronousQueue<>());

    public Ends(Store store) {
        this.store = store;
        looking.allowCoreThreadTimeOut(true);
        JobQueue.Registration unused = store.queue().listen(() -> {
            // The queue tells on the thread that changed it, and waits; one look behind another that waits is enough.
            if (!awaited.isEmpty() && looking.getQueue().isEmpty()) {
                looking.execute(this::look);
            }
        });
    }

    private static ThreadPoolExecutor pool(int core, int most, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(core, most, IDLE_SECONDS, TimeUnit.SECONDS, queue, work -> {
            Thread thread = new Thread(work, "darkroom-ends");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Completes when the prompt is over, on a thread of its own. */
    CompletableFuture<Finished> of(String promptId) {
        CompletableFuture<Finished> end = awaited.computeIfAbsent(promptId, id -> new CompletableFuture<>());
        looking.execute(this::look); // it may be over already
        return end;
    }

    private void look() {
        try {
            awaited.forEach((id, end) -> {
                if (store.queue().find(id).isEmpty()) {
                    Optional<Finished> finished = store.history().find(id);
                    awaited.remove(id);
                    telling.execute(() -> finished.ifPresentOrElse(
                            end::complete,
                            () -> end.completeExceptionally(
                                    new IllegalStateException("Prompt " + id + " is over, and its history is gone."))));
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("It cannot be told which prompts are over; it is tried again at the next change.", e);
        }
    }
}
