package io.darkroom.server.webhook;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Deliveries.Delivery;
import io.darkroom.queue.Finished;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Store;
import io.darkroom.server.http.HttpProblem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers messages about prompts that are over: each at least once, for as long as {@link Patience} lasts, across restarts.
 * Safe for concurrent use. Closing it leaves what is undelivered for the next start.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final String KEY = "webhook-key";
    /** Messages whose pause is over are looked for this often. */
    private static final Duration ROUND = Duration.ofSeconds(1);
    /** However fast prompts end, the database is asked no more often than this. */
    private static final Duration BREATH = Duration.ofMillis(50);

    private final Store store;
    private final InstantSource clock;
    private final Patience patience;
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<String> expected = ConcurrentHashMap.newKeySet(); // prompts whose end is worth looking at once
    private final Semaphore bell = new Semaphore(0);
    private final JobQueue.Registration listening;
    private final ExecutorService carriers;
    private final Thread dispatcher;
    private volatile boolean closed;
    private @Nullable HttpClient client; // most servers never need one

    private Webhooks(Store store, InstantSource clock, Patience patience) {
        this.store = store;
        this.clock = clock;
        this.patience = patience;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                patience.inFlight(),
                patience.inFlight(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "darkroom-webhook"));
        pool.allowCoreThreadTimeOut(true);
        this.carriers = pool;
        this.dispatcher = daemon(this::dispatch, "darkroom-webhooks");
        this.listening = store.queue().listen(() -> {
            if (!expected.isEmpty()) {
                bell.release();
            }
        });
    }

    /** Begins to deliver what is to be delivered. */
    public static Webhooks start(Store store, InstantSource clock) {
        return start(store, clock, Patience.standard());
    }

    static Webhooks start(Store store, InstantSource clock, Patience patience) {
        Webhooks webhooks = new Webhooks(store, clock, patience);
        webhooks.dispatcher.start();
        return webhooks;
    }

    /**
     * Promises a message about the end of a prompt; on disk when this returns. To be called when the prompt is accepted and
     * before its client is answered.
     *
     * @param server the address under which the client knows this server, such as {@code http://127.0.0.1:8188}
     */
    public void promise(String promptId, Webhook webhook, String server) {
        store.deliveries().add(promptId, webhook.url().toString(), webhook.toMessage(server));
        expected.add(promptId);
        bell.release(); // it may be over already
    }

    /** The key that signs messages whose client brought no secret; made when it is first needed, and kept. */
    public synchronized String key() {
        Optional<String> kept = store.fact(KEY);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] random = new byte[32];
        new java.security.SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        store.fact(KEY, key);
        return key;
    }

    @Override
    public void close() {
        closed = true;
        listening.close();
        dispatcher.interrupt();
        carriers.shutdownNow();
        try {
            dispatcher.join(ROUND.toMillis());
            if (!carriers.awaitTermination(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A webhook is still on its way; it may be sent again at the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                try {
                    for (Delivery delivery : store.deliveries().due(clock.instant(), 2 * patience.inFlight())) {
                        if (inFlight.size() < patience.inFlight() && inFlight.add(delivery.id())) {
                            expected.remove(delivery.jobId());
                            carriers.execute(() -> carry(delivery));
                        }
                    }
                } catch (RuntimeException e) {
                    if (!closed) {
                        LOG.warn("Webhooks cannot be looked up at present; they are tried again.", e);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
                if (bell.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() does that
        }
    }

    private void carry(Delivery delivery) {
        try {
            settle(delivery, attempt(delivery));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends; the message waits for the next start
        } finally {
            inFlight.remove(delivery.id());
            bell.release();
        }
    }

    private Attempt attempt(Delivery delivery) throws InterruptedException {
        try {
            Webhook.Kept kept = Webhook.Kept.of(delivery);
            Optional<Finished> finished = store.history().find(delivery.jobId());
            if (finished.filter(over -> !kept.webhook().statuses().contains(EndMessage.status(over)))
                    .isPresent()) {
                return new Attempt.Delivered(); // of this ending the receiver does not want to hear
            }
            Map<String, @Nullable Object> message = finished.map(over -> EndMessage.of(over, kept.server()))
                    .orElseGet(() -> EndMessage.ofForgotten(delivery.jobId()));
            return Attempt.send(client(), request(delivery, kept.webhook(), JsonText.of(message)), clock.instant());
        } catch (WorkflowFileException | HttpProblem | IllegalArgumentException e) {
            return new Attempt.Never("what was kept of it cannot be read: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Attempt.Later(e.toString(), Duration.ZERO);
        }
    }

    private HttpRequest request(Delivery delivery, Webhook webhook, String body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String secret = webhook.secret().orElseGet(this::key);
        return HttpRequest.newBuilder(webhook.url())
                .timeout(patience.answer())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Darkroom")
                .header("X-Darkroom-Delivery", Long.toString(delivery.id()))
                .header("X-Darkroom-Attempt", Integer.toString(delivery.attempts() + 1))
                .header("X-Darkroom-Timestamp", timestamp)
                .header("X-Darkroom-Signature", Signature.of(secret, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Writes down what came of it; while that fails, the message is neither sent again nor forgotten. */
    private void settle(Delivery delivery, Attempt attempt) throws InterruptedException {
        while (true) {
            try {
                write(delivery, attempt);
                return;
            } catch (RuntimeException e) {
                LOG.warn("What came of webhook {} cannot be written; it is tried again.", delivery.id(), e);
                TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
            }
        }
    }

    private void write(Delivery delivery, Attempt attempt) {
        int done = delivery.attempts() + 1;
        if (attempt instanceof Attempt.Delivered) {
            store.deliveries().delivered(delivery.id());
        } else if (attempt instanceof Attempt.Never never) {
            giveUp(delivery, never.why(), done);
        } else if (attempt instanceof Attempt.Later later) {
            if (done >= patience.attempts()) {
                giveUp(delivery, later.why(), done);
                return;
            }
            Instant due = clock.instant().plus(patience.pause(done, later.pause(), RandomGenerator.getDefault()));
            LOG.info("{} is tried again at {}: {}.", named(delivery), due, later.why());
            store.deliveries().retry(delivery.id(), due);
        }
    }

    private void giveUp(Delivery delivery, String why, int done) {
        String sentence = named(delivery) + " was given up after " + done + (done == 1 ? " attempt: " : " attempts: ")
                + why + ".";
        LOG.warn("{}", sentence);
        store.history().remark(delivery.jobId(), sentence);
        store.deliveries().drop(delivery.id());
    }

    private static String named(Delivery delivery) {
        return "The webhook to " + Webhook.site(URI.create(delivery.target())) + " about prompt " + delivery.jobId();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(patience.answer())
                    .build();
        }
        return client;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
