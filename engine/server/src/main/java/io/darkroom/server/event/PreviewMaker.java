package io.darkroom.server.event;

import io.darkroom.api.type.Image;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the previews of one prompt away from the threads that compute: at most ten a second, the newest of a node wins, and
 * none comes after {@link #flush} of its node. Safe for concurrent use.
 */
final class PreviewMaker {
    private static final Logger log = LoggerFactory.getLogger(PreviewMaker.class);
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final Executor painter;
    private final int side;
    private final Consumer<Message.Picture> teller;
    private final Map<String, Sketch> waiting = new LinkedHashMap<>();
    private final Set<String> painting = new HashSet<>();
    private long last = System.nanoTime() - PAUSE;
    private boolean scheduled;

    private record Sketch(Message.Subject subject, Image image) {}

    /**
     * @param side the longer side of a preview, in pixels
     * @param teller is given each preview; called from the painter's thread or from the one that flushes
     */
    PreviewMaker(Executor painter, int side, Consumer<Message.Picture> teller) {
        this.painter = painter;
        this.side = side;
        this.teller = teller;
    }

    synchronized void offer(Message.Subject subject, Image image) {
        waiting.put(subject.nodeId(), new Sketch(subject, image));
        schedule();
    }

    /** Returns when the last preview of a node has been told. */
    void flush(String nodeId) {
        Optional<Sketch> own;
        synchronized (this) {
            boolean interrupted = false;
            while (painting.contains(nodeId)) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true; // painting takes milliseconds; the thread hears of it afterwards
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            own = Optional.ofNullable(waiting.remove(nodeId));
        }
        own.ifPresent(this::paint);
    }

    private void schedule() {
        if (scheduled || waiting.isEmpty()) {
            return;
        }
        scheduled = true;
        CompletableFuture.delayedExecutor(Math.max(0, last + PAUSE - System.nanoTime()), TimeUnit.NANOSECONDS, painter)
                .execute(this::paintNext);
    }

    private void paintNext() {
        Sketch next = begin();
        try {
            if (next != null) {
                paint(next);
            }
        } finally {
            end(next);
        }
    }

    private synchronized @Nullable Sketch begin() {
        scheduled = false;
        last = System.nanoTime();
        if (waiting.isEmpty()) {
            return null;
        }
        Sketch next = waiting.remove(waiting.keySet().iterator().next());
        if (next != null) {
            painting.add(next.subject().nodeId());
        }
        return next;
    }

    private synchronized void end(@Nullable Sketch done) {
        if (done != null) {
            painting.remove(done.subject().nodeId());
        }
        notifyAll();
        schedule();
    }

    private void paint(Sketch sketch) {
        try {
            teller.accept(new Message.Picture(
                    sketch.subject(),
                    Message.Format.JPEG,
                    PictureEncoder.jpeg(sketch.image(), side),
                    Message.Lasting.PREVIEW));
        } catch (RuntimeException e) {
            // The picture itself is not in danger.
            log.warn(
                    "The preview of node {} could not be made: {}",
                    sketch.subject().nodeId(),
                    e.toString());
        }
    }
}
