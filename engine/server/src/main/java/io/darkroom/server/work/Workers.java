package io.darkroom.server.work;

import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.server.Parts;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.PromptAudience;
import io.darkroom.server.event.QueueStatus;
import io.darkroom.server.metrics.Tally;
import io.darkroom.server.prompt.PromptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a server, supervised: whatever a prompt throws ends that prompt, a thread that dies is replaced, leases are
 * kept while their prompts run. Safe for concurrent use. Closing it stops what runs and gives it back to the queue, to run
 * again at the next start; the queue must still be open.
 */
public final class Workers implements Foreman, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    /** A step of a large picture takes minutes on a small processor; longer than this is odd. */
    private static final Duration LONG_SILENCE = Duration.ofMinutes(15);

    private final Workshop shop;
    private final List<Worker> workers = new ArrayList<>();
    private final Set<PromptAtWork> atWork = new LinkedHashSet<>();
    private final JobQueue.Registration listening;
    private final ScheduledExecutorService overseer = daemon("darkroom-overseer");
    private final ScheduledExecutorService painter = daemon("darkroom-previews");
    private Wanted toFree = new Wanted(false, false);
    private boolean closing;

    /**
     * As many workers as the options say; they begin with {@link #start}.
     *
     * @param specialists do the prompts that are not for the engine
     */
    public Workers(Parts parts, ServerOptions options, List<Specialist> specialists, Announcer announcer) {
        this.shop = new Workshop(
                parts,
                options,
                specialists,
                announcer,
                new QueueStatus(parts.store().queue(), announcer),
                painter,
                new Tally());
        this.listening = parts.store().queue().listen(new Listener());
        for (int i = 1; i <= options.workers(); i++) {
            workers.add(new Worker("darkroom-worker-" + i, shop, this::work));
        }
    }

    /** Begins to take prompts from the queue. */
    public void start() {
        workers.forEach(Worker::start);
        var unused =
                overseer.scheduleWithFixedDelay(this::oversee, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Counts prompts and nodes. */
    public Tally tally() {
        return shop.tally();
    }

    @Override
    public List<Running> running() {
        return atWork().stream().map(PromptAtWork::running).toList();
    }

    @Override
    public int interrupt(Predicate<Running> which) {
        List<PromptAtWork> meant =
                atWork().stream().filter(prompt -> which.test(prompt.running())).toList();
        meant.forEach(PromptAtWork::interrupt);
        return meant.size();
    }

    @Override
    public void free(Wanted wanted) {
        synchronized (this) {
            toFree = new Wanted(toFree.models() || wanted.models(), toFree.results() || wanted.results());
            if (!atWork.isEmpty()) {
                return; // when one of them is over
            }
        }
        freeWhatIsWanted();
    }

    @Override
    public Health health() {
        List<PromptAtWork> running = atWork();
        List<String> trouble = new ArrayList<>();
        shop.parts().store().trouble().ifPresent(trouble::add);
        running.forEach(prompt -> prompt.trouble().ifPresent(trouble::add));
        Instant now = shop.parts().clock().instant();
        for (PromptAtWork prompt : running) {
            Duration silence = Duration.between(prompt.lastSign(), now);
            if (silence.compareTo(LONG_SILENCE) > 0) {
                trouble.add("Prompt " + prompt.running().promptId() + " has given no sign of life for "
                        + silence.toMinutes() + " minutes. Interrupt it if you do not expect that.");
            }
        }
        int alive = (int) workers.stream().filter(Worker::isAlive).count();
        if (alive < workers.size()) {
            trouble.add((workers.size() - alive) + " of " + workers.size() + " workers are not running.");
        }
        Optional<Instant> lastSign = Stream.concat(
                        workers.stream().map(Worker::lastSign), running.stream().map(PromptAtWork::lastSign))
                .max(Instant::compareTo);
        return new Health(alive, running.size(), lastSign, trouble);
    }

    @Override
    public Optional<Snapshot> snapshot(String promptId) {
        return atWork().stream()
                .filter(prompt -> prompt.running().promptId().equals(promptId))
                .findFirst()
                .flatMap(PromptAtWork::snapshot);
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        workers.forEach(Worker::end);
        atWork().forEach(PromptAtWork::giveBack);
        long end = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (Worker worker : workers) {
                worker.await(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atWork().forEach(prompt -> log.warn(
                "Prompt {} did not stop in time; it runs again at the next start.",
                prompt.running().promptId()));
        listening.close();
        overseer.shutdownNow();
        painter.shutdownNow();
    }

    private void work(Lease lease) {
        PromptAtWork prompt = new PromptAtWork(shop, lease);
        synchronized (this) {
            if (closing) {
                lease.close();
                return;
            }
            atWork.add(prompt);
        }
        try {
            prompt.run();
        } finally {
            synchronized (this) {
                atWork.remove(prompt);
            }
            freeWhatIsWanted();
        }
    }

    private void freeWhatIsWanted() {
        Wanted wanted;
        synchronized (this) {
            wanted = toFree;
            toFree = new Wanted(false, false);
        }
        shop.free(wanted);
    }

    private void oversee() {
        try {
            workers.forEach(Worker::start);
            atWork().forEach(PromptAtWork::beat);
        } catch (RuntimeException | Error e) { // the next time may go better; without this there would be none
            log.warn("The workers could not be looked after.", e);
        }
    }

    private synchronized List<PromptAtWork> atWork() {
        return List.copyOf(atWork);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Passes on what the queue tells. */
    private final class Listener implements JobQueue.Listener {
        @Override
        public void changed() {
            shop.status().changed();
        }

        @Override
        public void cancelledWhileWaiting(Job job) {
            Optional<String> clientId =
                    PromptBody.fromJson(job.id(), job.body()).clientId();
            PromptAudience client = new PromptAudience(shop.announcer(), job.owner(), clientId);
            client.tellEnd(Endings.neverRan(job.id(), shop.parts().clock().millis()));
            client.tellOver(job.id());
            tally().prompt(Outcome.Kind.CANCELLED, Duration.ZERO);
        }
    }
}
