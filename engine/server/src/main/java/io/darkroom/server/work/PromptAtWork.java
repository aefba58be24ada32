package io.darkroom.server.work;

import io.darkroom.engine.run.CancelSwitch;
import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.LostLeaseException;
import io.darkroom.queue.Outcome;
import io.darkroom.server.event.PromptAudience;
import io.darkroom.server.event.RunMessages;
import io.darkroom.server.prompt.PromptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One prompt on its way from the queue to the history. {@link #run} belongs to one worker; all else may come from other
 * threads.
 */
final class PromptAtWork {
    private static final Logger log = LoggerFactory.getLogger(PromptAtWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Workshop shop;
    private final Lease lease;
    private final Instant started;
    private final CancelSwitch stop = new CancelSwitch();
    private final CountDownLatch givingBack = new CountDownLatch(1);
    private volatile @Nullable Why stopped;
    private volatile @Nullable PromptAudience audience;
    private volatile @Nullable RunMessages messages;
    private volatile boolean ending;
    private volatile Optional<String> trouble = Optional.empty();

    /** Why it is to stop; the first reason counts. */
    private enum Why {
        CANCELLED,
        /** The server ends; the prompt goes back to the queue. */
        GIVEN_BACK,
        /** It is another worker's now. */
        LOST
    }

    PromptAtWork(Workshop shop, Lease lease) {
        this.shop = shop;
        this.lease = lease;
        this.started = shop.parts().clock().instant();
    }

    Foreman.Running running() {
        PromptAudience told = audience;
        return new Foreman.Running(
                job().id(), job().owner(), told == null ? Optional.empty() : told.clientId(), started);
    }

    Optional<Foreman.Snapshot> snapshot() {
        RunMessages told = messages;
        return told == null
                ? Optional.empty()
                : Optional.of(new Foreman.Snapshot(job().id(), told.currentNode(), told.progress()));
    }

    /** When there was last a sign of life. */
    Instant lastSign() {
        RunMessages told = messages;
        return told == null ? started : told.lastSign();
    }

    Optional<String> trouble() {
        return trouble;
    }

    void interrupt() {
        stop(Why.CANCELLED);
    }

    /** Stops it and gives it back to the queue, unless it is over first. */
    void giveBack() {
        stop(Why.GIVEN_BACK);
        givingBack.countDown();
    }

    /** Keeps the lease. */
    void beat() {
        try {
            lease.beat();
        } catch (LostLeaseException e) {
            if (ending) {
                return; // it is over, or whoever ends it hears the same
            }
            log.warn("{}", e.getMessage());
            stop(Why.LOST);
        }
    }

    private void stop(Why why) {
        synchronized (stop) {
            if (stopped == null) {
                stopped = why;
            }
        }
        stop.cancel();
    }

    private Job job() {
        return lease.job();
    }

    /** Runs it, writes down what came of it, and tells its client. Only the end of the process keeps it from ending. */
    void run() {
        long start = System.nanoTime();
        Optional<Ended> ended;
        try (lease) { // a lease that was not ended goes back to the queue
            lease.onCancel(this::interrupt);
            try {
                ended = work();
            } catch (Throwable thrown) { // whatever it is, it ends this prompt and no other
                log.error("Prompt {} failed outside of its nodes.", job().id(), thrown);
                RunMessages told = messages;
                ended = Optional.of(Ended.broken(shop, job().id(), told == null ? List.of() : told.kept(), thrown));
            }
            if (ended.isEmpty() || isToBeDropped(ended.get()) || !keep(ended.get())) {
                return;
            }
        }
        log.info(
                "Prompt executed in {} seconds", String.format(Locale.ROOT, "%.2f", (System.nanoTime() - start) / 1e9));
        tell(told -> told.tellOver(job().id()));
    }

    private void tell(Consumer<PromptAudience> message) {
        PromptAudience told = audience;
        if (told != null) {
            quietly(() -> message.accept(told));
        }
    }

    /** Its history is written: if telling of it fails, that is all that fails. */
    private void quietly(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            log.error("Clients could not be told of the end of prompt {}.", job().id(), e);
        }
    }

    private boolean isToBeDropped(Ended ended) {
        Why why = stopped;
        return ended.outcome().kind() != Outcome.Kind.SUCCEEDED && (why == Why.GIVEN_BACK || why == Why.LOST);
    }

    /** @return empty if it was put off */
    private Optional<Ended> work() {
        PromptBody body = PromptBody.fromJson(job().id(), job().body());
        Optional<Specialist> specialist =
                shop.specialists().stream().filter(one -> one.means(body)).findFirst();
        Optional<Specialist.Postponement> postponed = specialist.flatMap(one -> one.postponed(job(), body));
        if (postponed.isPresent()) {
            putOff(postponed.get());
            return Optional.empty();
        }
        PromptAudience told = new PromptAudience(shop.announcer(), job().owner(), body.clientId());
        audience = told;
        RunMessages run = new RunMessages(
                job().id(),
                body.workflow(),
                told,
                shop.painter(),
                shop.options().previews().size(),
                shop.parts().clock());
        messages = run;
        return Optional.of(new PromptRun(shop, job(), body, run, stop).run(specialist));
    }

    private void putOff(Specialist.Postponement postponement) {
        try {
            lease.retryAfter(postponement.pause(), postponement.why());
        } catch (RuntimeException e) { // the lease runs out then, which comes to the same
            log.warn("Prompt {} could not be put off.", job().id(), e);
        }
    }

    /**
     * Writes it down, however often that takes: the disk may be full for a while.
     *
     * @return false if it is given back, or another's
     */
    private boolean keep(Ended ended) {
        ending = true;
        Duration pause = FIRST_PAUSE;
        while (true) {
            shop.status().hold(); // clients hear of the end before they hear of the shorter queue
            try {
                shop.parts().store().outputs().add(ended.pictures());
                lease.finish(ended.outcome());
                trouble = Optional.empty();
                quietly(() -> shop.tally().prompt(ended.outcome().kind(), age()));
                tell(told -> told.tellEnd(ended.event()));
                return true;
            } catch (LostLeaseException e) {
                log.warn("{}", e.getMessage());
                return false;
            } catch (RuntimeException | Error e) {
                trouble = Optional.of("What came of prompt " + job().id() + " cannot be written: " + e.getMessage()
                        + " It is tried again until it can.");
                log.warn("{}", trouble.get());
            } finally {
                quietly(shop.status()::release);
            }
            if (!pause(pause)) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Duration age() {
        return Duration.between(started, shop.parts().clock().instant());
    }

    /** @return false if the server ends meanwhile */
    private boolean pause(Duration pause) {
        try {
            return !givingBack.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
