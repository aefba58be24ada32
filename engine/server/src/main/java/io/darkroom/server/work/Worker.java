package io.darkroom.server.work;

import io.darkroom.queue.Lease;
import io.darkroom.queue.WorkerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes prompts from the queue, one after the other, on a thread that is replaced if it dies. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final String name;
    private final Workshop shop;
    private final Consumer<Lease> work;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Instant lastSign;
    private @Nullable Thread thread;
    private boolean taking;

    /** @param work is done with each lease; what it throws ends the thread if it is an error */
    Worker(String name, Workshop shop, Consumer<Lease> work) {
        this.name = name;
        this.shop = shop;
        this.work = work;
        this.lastSign = shop.parts().clock().instant();
    }

    /** Starts the thread, or another in place of one that died. */
    synchronized void start() {
        if (!isEnding() && (thread == null || !thread.isAlive())) {
            if (thread != null) {
                log.error("The thread of {} died; another takes its place.", name);
            }
            Thread started = new Thread(this::loop, name);
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    /** Takes nothing more. What it works on goes on. */
    synchronized void end() {
        stopping.countDown();
        if (taking && thread != null) {
            thread.interrupt();
        }
    }

    /** Waits until the thread is over; returns early if this thread is interrupted. */
    void await(Duration longest) throws InterruptedException {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            running.join(Math.max(1, longest.toMillis()));
        }
    }

    synchronized boolean isAlive() {
        return thread != null && thread.isAlive();
    }

    private boolean isEnding() {
        return stopping.getCount() == 0;
    }

    Instant lastSign() {
        return lastSign;
    }

    private void loop() {
        while (!isEnding()) {
            try {
                Optional<Lease> lease = take();
                lastSign = shop.parts().clock().instant();
                lease.ifPresent(work);
            } catch (InterruptedException e) {
                return; // only end() does that
            } catch (RuntimeException e) {
                log.error("{} could not take a prompt; it tries again.", name, e);
                pause();
            }
        }
    }

    private Optional<Lease> take() throws InterruptedException {
        synchronized (this) {
            if (isEnding()) {
                return Optional.empty();
            }
            taking = true;
        }
        try {
            return shop.parts().store().queue().take(WorkerProfile.named(name), WAIT);
        } finally {
            synchronized (this) {
                taking = false;
                Thread.interrupted(); // it was meant for the taking, not for the work
            }
        }
    }

    private void pause() {
        try {
            stopping.await(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
