package io.darkroom.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends malformed requests to all routes, while another owner's prompts run. The number is set with
 * {@code -Ddarkroom.fuzz.requests=100000}, the seed with {@code -Ddarkroom.fuzz.seed}; what failed names both.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("darkroom.fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("darkroom.fuzz.seed", 20261123);
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS_FOR_A_PROMPT = 500;
    private static final int FAILURES_TO_SHOW = 10;
    private static final String RUN = "a-secret-of-the-fuzzer";
    private static final String ADMIN = "a-secret-of-the-admin";
    private static final String KEEP = "a-secret-of-the-keeper";

    @TempDir
    Path base;

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    @Test
    void nothingMalformedEndsInAFaultOrStopsWork() throws Exception {
        TestServer.Setup tokens = TestServer.Setup.standard()
                .withOptions(options -> options.withListening(options.listening()
                        .withTokens(List.of("run:fuzz:" + RUN, "admin:root:" + ADMIN, "run:keep:" + KEEP))));
        try (TestServer server = TestServer.start(base, tokens)) {
            Client keeper = server.client().with("Authorization", "Bearer " + KEEP);
            RequestMaker maker = new RequestMaker(server.routes(), server.port(), RUN, ADMIN);
            List<String> kept = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(CompletableFuture.runAsync(() -> fuzz(server, maker, keeper, kept, next), threads));
            }
            clients.forEach(CompletableFuture::join);
            threads.shutdown();

            System.out.printf(
                    "Fuzz: %d requests of seed %d in %d s, answers %s%n",
                    REQUESTS, SEED, (System.nanoTime() - start) / 1_000_000_000, new TreeMap<>(statuses));
            assertThat(failures).as("seed " + SEED).isEmpty();
            resume(server);
            for (String id : kept) {
                assertThat(keeper.await(id).get("status").get("status_str").value())
                        .as(id)
                        .isEqualTo("success");
            }
            assertThat(keeper.get("/history?max_items=100000").json().object()).hasSameSizeAs(kept);
            assertThat(keeper.post("/run", Map.of("prompt", Toys.picture("after")))
                            .status())
                    .isEqualTo(200);
            assertThat(keeper.get("/health").status())
                    .as(keeper.get("/health").text())
                    .isEqualTo(200);
        }
    }

    private void fuzz(TestServer server, RequestMaker maker, Client keeper, List<String> kept, AtomicInteger next) {
        try (Wire wire = new Wire(server.port())) {
            for (int i = next.getAndIncrement();
                    i < REQUESTS && failures.size() < FAILURES_TO_SHOW;
                    i = next.getAndIncrement()) {
                if (i % REQUESTS_FOR_A_PROMPT == 0) {
                    String id = "keep-" + i;
                    kept.add(keeper.submit(Toys.picture("keep"), "prompt_id", id));
                }
                SplittableRandom random = new SplittableRandom(SEED * 31 + i);
                if (random.nextInt(100) == 0) {
                    wire.shout(maker.handshake(), Frames.some(random));
                } else {
                    ask(server, wire, maker.next(random), i);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(TestServer server, Wire wire, FuzzRequest request, int number) {
        try {
            Optional<Wire.Answer> answer = wire.ask(request);
            if (request.target().contains("/pause")) {
                resume(server); // or those who wait for their prompts wait forever
            }
            statuses.computeIfAbsent(answer.map(Wire.Answer::status).orElse(0), absent -> new LongAdder())
                    .increment();
            if (answer.isEmpty() && !request.last()) {
                fail(number, "The connection was closed without an answer.", request, "");
            } else if (answer.isPresent()) {
                String text = answer.get().text();
                complaint(request, answer.get(), text).ifPresent(complaint -> fail(number, complaint, request, text));
            }
        } catch (IOException | RuntimeException e) {
            fail(number, e.toString(), request, "");
        }
    }

    private static Optional<String> complaint(FuzzRequest request, Wire.Answer answer, String text) {
        if (answer.status() >= 500) {
            return Optional.of("It ended in " + answer.status() + ".");
        }
        if (answer.status() < 400 || request.method().equals("HEAD")) {
            return Optional.empty();
        }
        String type = answer.header("content-type").orElse("");
        if (answer.status() == 401 && type.startsWith("text/html")) {
            return Optional.empty(); // the form to log in
        }
        if (!type.startsWith("application/json")) {
            return Optional.of("Its refusal is of the type \"" + type + "\".");
        }
        JsonPart error = JsonPart.root("answer", JsonReader.read("answer", text, JsonLimits.standard()))
                .get("error");
        String sentence = error.text().or(() -> error.get("message").text()).orElse("");
        return sentence.isBlank() ? Optional.of("Its refusal says nothing.") : Optional.empty();
    }

    private void fail(int number, String complaint, FuzzRequest request, String answer) {
        failures.add("Request " + number + ": " + complaint + "\n" + request + "\nanswer: "
                + answer.substring(0, Math.min(500, answer.length())));
    }

    private static void resume(TestServer server) {
        server.client().with("Authorization", "Bearer " + ADMIN).post("/darkroom/v1/queue/resume");
    }
}
