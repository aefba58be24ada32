package io.darkroom.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Finished;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Outputs;
import io.darkroom.queue.Store;
import io.darkroom.server.Parts;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.fixture.Ear;
import io.darkroom.server.fixture.Prompts;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import io.darkroom.server.fixture.ToyNodes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts from the queue to the history. */
class WorkersTest {
    private static final Announcer NOBODY = (audience, message) -> {};

    @TempDir
    Path base;

    private final ToyNodes toys = new ToyNodes();
    private Parts parts;

    @BeforeEach
    void open() {
        parts = TestServer.parts(base, Setup.standard().withPack(toys));
    }

    @AfterEach
    void close() {
        TestServer.close(parts);
    }

    private Workers start(Announcer announcer) {
        Workers workers = new Workers(parts, Setup.standard().options(), List.of(), announcer);
        workers.start();
        return workers;
    }

    private Prompts prompts() {
        return Prompts.of(parts, "me");
    }

    private static JsonPart entry(Finished finished) {
        String text = JsonText.of(RunReport.historyEntry(finished));
        return JsonPart.root("entry", JsonReader.read("entry", text, JsonLimits.standard()));
    }

    private static JsonPart lastMessage(Finished finished) {
        List<JsonPart> messages = entry(finished).get("status").get("messages").items();
        return messages.get(messages.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "memory, java.lang.OutOfMemoryError",
        "stack, java.lang.StackOverflowError",
        "linkage, java.lang.NoClassDefFoundError",
        "other, java.lang.IllegalStateException"
    })
    void whateverANodeThrowsEndsItsPromptAndTheNextOneRuns(String error, String type) {
        toys.open();
        try (Workers workers = start(NOBODY)) {
            prompts().submit("bad", "ToyFault", Map.of("error", error));
            prompts().submit("good", "ToyGate", Map.of("number", 1));

            Finished bad = prompts().finished("bad");
            assertThat(bad.outcome().kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(lastMessage(bad).items().get(0).value()).isEqualTo("execution_error");
            assertThat(lastMessage(bad).items().get(1).get("exception_type").value())
                    .isEqualTo(type);
            assertThat(prompts().finished("good").outcome().kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }
    }

    @Test
    void anAnnouncerThatFailsEndsThePromptsOnlyAndLeavesTheirHistory() {
        toys.open();
        Announcer broken = (audience, message) -> {
            throw new IllegalStateException("nobody can be told");
        };
        try (Workers workers = start(broken)) {
            prompts().submit("one", "ToyGate", Map.of("number", 1));
            prompts().submit("two", "ToyGate", Map.of("number", 2));

            assertThat(prompts().finished("one").outcome().kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(prompts().finished("two").outcome().kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(workers.health().workers()).isEqualTo(1);
        }
    }

    @Test
    void aPromptThatCanNoLongerRunSaysWhy() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "NoSuchNode", Map.of());

            JsonPart error = lastMessage(prompts().finished("p")).items().get(1);
            assertThat(error.get("exception_message").text().orElseThrow())
                    .contains("there is no node type \"NoSuchNode\"");
            assertThat(error.get("node_id").value()).isEqualTo("1");
        }
    }

    @Test
    void anInterruptedPromptIsCancelledAndSaysWhere() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);

            assertThat(workers.interrupt(running -> running.promptId().equals("other")))
                    .isZero();
            assertThat(workers.interrupt(running -> running.clientId().equals(Optional.of("me"))))
                    .isEqualTo(1);

            Finished finished = prompts().finished("p");
            assertThat(finished.outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
            assertThat(lastMessage(finished).items().get(0).value()).isEqualTo("execution_interrupted");
            assertThat(lastMessage(finished).items().get(1).get("node_id").value())
                    .isEqualTo("1");
            assertThat(entry(finished).get("status").get("status_str").value()).isEqualTo("error");
        }
    }

    @Test
    void aNodeThatStopsThoughNobodyCancelledDoesNotRunAgainAndAgain() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyFault", Map.of("error", "cancelled"));

            assertThat(prompts().finished("p").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        }
    }

    @Test
    void aRunningPromptThatIsCancelledInTheQueueStops() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);

            parts.store().queue().cancel("p", "");

            assertThat(prompts().finished("p").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        }
    }

    @Test
    void whatRanWhenTheWorkersEndedRunsAgainWithTheNextOnes() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);
        }
        assertThat(parts.store().history().find("p")).isEmpty();
        assertThat(parts.store().queue().pending()).extracting(job -> job.id()).containsExactly("p");

        toys.open();
        try (Workers workers = start(NOBODY)) {
            assertThat(prompts().finished("p").outcome().kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }
    }

    @Test
    void healthTellsOfWorkersAndWhatTheyDo() {
        try (Workers workers = start(NOBODY)) {
            assertThat(workers.health().trouble()).isEmpty();
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);

            Foreman.Health health = workers.health();

            assertThat(health.workers()).isEqualTo(1);
            assertThat(health.busy()).isEqualTo(1);
            assertThat(health.lastSign()).isPresent();
            assertThat(workers.snapshot("p").orElseThrow().node()).contains("1");
        }
    }

    @Test
    void theHistoryHasWhatComfyUIKeepsAndTheFiguresOfEachNode() {
        try (Workers workers = start(NOBODY)) {
            prompts()
                    .submit(
                            "p",
                            "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'BLACK', 'height': 8, 'width': 16,"
                                    + " 'batch_size': 1}}, '2': {'class_type': 'SaveImage', 'inputs': {'images': ['1',"
                                    + " 0], 'filename_prefix': 'kept'}, '_meta': {'title': 'My picture'}}}",
                            "2");

            JsonPart entry = entry(prompts().finished("p"));

            assertThat(entry.object().keySet()).startsWith("prompt", "outputs", "status", "meta");
            assertThat(JsonText.of(entry.get("outputs").value()))
                    .isEqualTo("{\"2\": {\"images\": [{\"filename\": \"kept_00001_.png\", \"subfolder\": \"\","
                            + " \"type\": \"output\"}]}}");
            assertThat(JsonText.of(entry.get("meta").get("2").value()))
                    .isEqualTo("{\"node_id\": \"2\", \"display_node\": \"2\", \"parent_node\": null,"
                            + " \"real_node_id\": \"2\"}");
            assertThat(entry.get("status").get("status_str").value()).isEqualTo("success");
            List<JsonPart> nodes = entry.get("darkroom").get("nodes").items();
            assertThat(nodes).extracting(node -> node.get("node_id").value()).containsExactly("1", "2");
            assertThat(nodes)
                    .allSatisfy(node -> assertThat((Long) node.get("end").value())
                            .isGreaterThanOrEqualTo((Long) node.get("start").value()));
            assertThat(nodes.get(0).get("origin").value()).isEqualTo("ran");
        }
    }

    @Test
    void aSavedPictureIsFoundByItsTitleAndKnowsItsSize() {
        try (Workers workers = start(NOBODY)) {
            prompts()
                    .submit(
                            "p",
                            "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'BLACK', 'height': 8, 'width': 16,"
                                    + " 'batch_size': 1}}, '2': {'class_type': 'SaveImage', 'inputs': {'images': ['1',"
                                    + " 0], 'filename_prefix': 'sub/kept'}, '_meta': {'title': 'My picture'}}}",
                            "2");
            prompts().finished("p");

            List<Outputs.Picture> found = parts.store()
                    .outputs()
                    .list(new Outputs.Question(Optional.of("default"), List.of("my", "PICTURE"), 0, 10));

            assertThat(found).hasSize(1);
            assertThat(found.get(0).subfolder()).isEqualTo("sub");
            assertThat(found.get(0).jobId()).isEqualTo("p");
            assertThat(found.get(0).facts()).contains("\"width\": 16, \"height\": 8");
        }
    }

    @Test
    void aPromptThatTheQueueSetAsideIsShownAsFailedWithTheReason() {
        prompts().submit("p", "ToyGate", Map.of("number", 1));
        var job = parts.store().queue().find("p").orElseThrow();
        Finished poisoned = new Finished(
                job,
                new Outcome(Outcome.Kind.POISONED, ""),
                Optional.empty(),
                job.accepted(),
                List.of("The process died twice."));

        assertThat(lastMessage(poisoned).items().get(1).get("exception_message").value())
                .isEqualTo("The process died twice.\n");
        assertThat(entry(poisoned).get("darkroom").get("outcome").value()).isEqualTo("poisoned");
    }

    @Test
    void aDeletedWaitingPromptTellsItsClient() {
        Setup setup = Setup.standard().withPack(new ToyNodes());
        try (TestServer server = TestServer.start(base.resolve("other"), setup);
                Ear ear = Ear.open(server, "clientId=me")) {
            Prompts prompts = Prompts.of(server.parts(), "me");
            prompts.submit("runs", "ToyGate", Map.of("number", 1));
            prompts.submit("waits", "ToyGate", Map.of("number", 2));

            String report = RunReport.neverRan("waits", server.parts().clock().instant())
                    .toJson();
            server.parts().store().queue().cancel("waits", report);

            ear.over("waits");
            assertThat(ear.first("execution_interrupted").data("prompt_id")).isEqualTo("waits");
            Finished finished = prompts.finished("waits");
            assertThat(lastMessage(finished).items().get(0).value()).isEqualTo("execution_interrupted");
            assertThat(entry(finished).get("darkroom").get("outcome").value()).isEqualTo("cancelled");
        }
    }

    @Test
    void memoryIsFreedWhenNothingRuns() {
        toys.open();
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            prompts().finished("p");
            await().until(() -> workers.running().isEmpty());
            assertThat(parts.engine().cachedResults()).isPositive();

            workers.free(new Foreman.Wanted(false, true));

            assertThat(parts.engine().cachedResults()).isZero();
        }
    }

    @Test
    void memoryIsFreedOnlyAfterWhatRuns() {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("done", "ToySteps", Map.of("steps", 1));
            prompts().submit("runs", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);

            workers.free(new Foreman.Wanted(true, true));
            assertThat(parts.engine().cachedResults()).isPositive();
            toys.open();

            prompts().finished("runs");
            await().until(() -> parts.engine().cachedResults() == 0);
        }
    }

    @Test
    void anOutcomeThatCannotBeWrittenYetIsWrittenLaterAndHealthSaysSo() throws SQLException {
        try (Workers workers = start(NOBODY)) {
            prompts().submit("p", "ToyGate", Map.of("number", 1));
            await().until(() -> toys.waiting() == 1);
            try (Connection other = DriverManager.getConnection(
                            "jdbc:sqlite:" + base.resolve("user/darkroom.db").toAbsolutePath());
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");
                toys.open();

                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !workers.health().trouble().isEmpty());
                lock.execute("ROLLBACK");
            }

            assertThat(prompts().finished("p").outcome().kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
            await().until(() -> workers.health().trouble().isEmpty());
        }
    }

    @Test
    void aThreadThatDiesIsReplaced() {
        toys.open();
        AtomicBoolean deadly = new AtomicBoolean(true);
        JobQueue queue = (JobQueue) Proxy.newProxyInstance(
                JobQueue.class.getClassLoader(), new Class<?>[] {JobQueue.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("take") && deadly.getAndSet(false)) {
                        throw new StackOverflowError("a fault outside of any prompt");
                    }
                    try {
                        return method.invoke(parts.store().queue(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (Workers workers = new Workers(with(queue), Setup.standard().options(), List.of(), NOBODY)) {
            workers.start();
            prompts().submit("p", "ToyGate", Map.of("number", 1));

            assertThat(prompts().finished("p").outcome().kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
            assertThat(deadly).isFalse();
        }
    }

    private Parts with(JobQueue queue) {
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) ->
                        method.getName().equals("queue") ? queue : method.invoke(parts.store(), arguments));
        return new Parts(
                parts.catalogue(),
                parts.folders(),
                parts.engine(),
                parts.validator(),
                store,
                parts.models(),
                parts.log(),
                parts.clock());
    }
}
