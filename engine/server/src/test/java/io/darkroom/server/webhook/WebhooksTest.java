package io.darkroom.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Draft;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import io.darkroom.queue.sqlite.SqliteStore;
import io.darkroom.queue.sqlite.StoreOptions;
import io.darkroom.server.webhook.Webhook.Status;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over a real store and a real receiver. */
class WebhooksTest {
    private static final String HERE = "http://127.0.0.1:8188";
    private static final String REPORT = """
        {"outputs": {"9": {"images": [{"filename": "a b.png", "subfolder": "x", "type": "output"}]}},
         "status": {"status_str": "success", "completed": true,
           "messages": [["execution_start", {"prompt_id": "p"}], ["execution_success", {"prompt_id": "p"}]]},
         "meta": {}, "darkroom": {"duration_ms": 12}}\
        """;
    private static final String FAILURE = """
        {"outputs": {}, "status": {"messages": [["execution_error",
           {"prompt_id": "p", "exception_message": "It broke.\\nAsk somebody."}]]}, "meta": {}, "darkroom": {}}\
        """;
    private static final String BODY = "{\"darkroom\": {},\n\"prompt\": {},\n\"extra_data\": {},\n\"targets\": []}";
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    private static final Patience SHORT =
            new Patience(3, Duration.ofMillis(40), Duration.ofSeconds(5), Duration.ofMillis(700), 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @SuppressWarnings("NullAway.Init")
    private Webhooks webhooks;

    private final Receiver receiver = Receiver.start();

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("darkroom.db"), StoreOptions.defaults());
        webhooks = Webhooks.start(store, InstantSource.system(), SHORT);
    }

    @AfterEach
    void close() {
        webhooks.close();
        store.close();
        receiver.close();
    }

    @Test
    void theReceiverHearsOfTheEndWithPicturesAndFigures() throws InterruptedException {
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);
        assertThat(receiver.calls()).isEmpty();

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        JsonPart message = onlyCall().json();
        assertThat(message.get("prompt_id").value()).isEqualTo("p");
        assertThat(message.get("status").value()).isEqualTo("success");
        assertThat(message.get("error").isAbsent()).isTrue();
        assertThat(message.get("figures").get("duration_ms").value()).isEqualTo(12L);
        JsonPart image = message.get("outputs").get("9").get("images").items().get(0);
        assertThat(image.get("url").value()).isEqualTo(HERE + "/view?filename=a+b.png&subfolder=x&type=output");
    }

    @Test
    void aFailureIsToldInItsOwnWords() throws InterruptedException {
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.FAILED, FAILURE);

        assertThat(onlyCall().json().get("status").value()).isEqualTo("error");
        assertThat(onlyCall().json().get("error").value()).isEqualTo("It broke.\nAsk somebody.");
    }

    @Test
    void aPromptThatIsCancelledWhileItWaitsIsToldToo() {
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        store.queue().cancel("p", "");

        assertThat(onlyCall().json().get("status").value()).isEqualTo("cancelled");
    }

    @Test
    void theMessageIsSignedWithTheSecretThatCameWithIt() throws InterruptedException {
        submit("p");
        webhooks.promise("p", new Webhook(URI.create(receiver.url()), Optional.of("s3cret"), all()), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        Receiver.Call call = onlyCall();
        assertThat(call.header("X-Darkroom-Signature"))
                .isEqualTo(Signature.of("s3cret", call.header("X-Darkroom-Timestamp"), call.body()));
        assertThat(store.history().find("p").toString()).doesNotContain("s3cret");
    }

    @Test
    void withoutASecretTheServersKeySignsAndStaysTheSame() throws InterruptedException {
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        Receiver.Call call = onlyCall();
        assertThat(call.header("X-Darkroom-Signature"))
                .isEqualTo(Signature.of(webhooks.key(), call.header("X-Darkroom-Timestamp"), call.body()));
        assertThat(webhooks.key()).hasSize(64).isEqualTo(webhooks.key());
    }

    @Test
    void othersComputeTheSameSignature() {
        // Python: hmac.new(b"Jefe", b"1.a", hashlib.sha256).hexdigest()
        assertThat(Signature.of("Jefe", "1", "a"))
                .isEqualTo("sha256=7f9a0343ddf96c6a421c28f0fbf3eaaf20cb49de9e44d951cdd583bf1450126f");
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUntilItSucceeds() throws InterruptedException {
        receiver.behaving(call -> receiver.calls().size() < 3 ? 500 : 200);
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(receiver.calls())
                .extracting(call -> call.header("X-Darkroom-Attempt"))
                .containsExactly("1", "2", "3");
        assertThat(receiver.calls().stream()
                        .map(call -> call.header("X-Darkroom-Delivery"))
                        .distinct())
                .hasSize(1);
        assertThat(remarks("p")).isEmpty();
    }

    @Test
    void aReceiverThatHangsUpOrNeverAnswersIsGivenUpInTheEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        receiver.behaving(call -> {
            if (receiver.calls().size() == 1) {
                return -1;
            }
            never.await();
            return 200;
        });
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(remarks("p").get(0))
                .startsWith("The webhook to http://127.0.0.1:" + receiver.port()
                        + " about prompt p was given up after 3" + " attempts: ")
                .doesNotContain("for=tests");
    }

    @Test
    void whatTheReceiverRefusesIsNotSentAgain() throws InterruptedException {
        receiver.behaving(call -> 410);
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(remarks("p").get(0)).endsWith("was given up after 1 attempt: it answered 410.");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void redirectsAreNotFollowed() throws InterruptedException {
        receiver.behaving(call -> 302);
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(remarks("p").get(0)).contains("it answered 302, and redirects are not followed");
        assertThat(receiver.calls()).extracting(Receiver.Call::path).containsExactly("/hook?for=tests");
    }

    @Test
    void aReceiverIsGivenTheTimeItAsksFor() {
        Duration asked = SHORT.pause(1, Duration.ofSeconds(3), new Random(5));
        Duration tooMuch = SHORT.pause(1, Duration.ofHours(3), new Random(5));

        assertThat(asked).isEqualTo(Duration.ofSeconds(3));
        assertThat(tooMuch).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void pausesDoubleAndDiffer() {
        Patience patience = Patience.standard();
        Random random = new Random(5);

        assertThat(patience.pause(1, Duration.ZERO, random)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(patience.pause(5, Duration.ZERO, random)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(patience.pause(99, Duration.ZERO, random))
                .isBetween(Duration.ofSeconds(450), Duration.ofMinutes(15));
        assertThat(patience.pause(5, Duration.ZERO, random)).isNotEqualTo(patience.pause(5, Duration.ZERO, random));
    }

    @Test
    void whatCouldNotBeDeliveredIsDeliveredAfterARestart() throws InterruptedException {
        int port = receiver.port();
        receiver.close();
        submit("p");
        webhooks.promise("p", hook(receiver), HERE);
        finish(Outcome.Kind.SUCCEEDED, REPORT);
        close();

        try (Receiver back = Receiver.start(port)) {
            open();

            await().until(() -> back.calls().size() == 1);
            assertThat(back.calls().get(0).json().get("prompt_id").value()).isEqualTo("p");
        }
    }

    @Test
    void endingsThatAreNotAskedForAreNotTold() throws InterruptedException {
        submit("p");
        webhooks.promise("p", new Webhook(URI.create(receiver.url()), Optional.empty(), Set.of(Status.ERROR)), HERE);

        finish(Outcome.Kind.SUCCEEDED, REPORT);

        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void aHistoryThatWasDeletedMeanwhileIsToldAsSuch() throws InterruptedException {
        receiver.behaving(call -> receiver.calls().size() == 1 ? 500 : 200);
        submit("p");
        finish(Outcome.Kind.SUCCEEDED, REPORT);
        store.history().clear(Optional.empty());
        webhooks.promise("p", hook(receiver), HERE);

        await().until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().get(1).json().get("status").value()).isEqualTo("forgotten");
    }

    @Test
    void manyMessagesArriveOnceEach() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            submit("p" + i);
            webhooks.promise("p" + i, hook(receiver), HERE);
        }
        for (int i = 0; i < 40; i++) {
            finish(Outcome.Kind.SUCCEEDED, REPORT);
        }

        await().until(() -> store.deliveries().due(FAR, 99).isEmpty());
        assertThat(receiver.calls().stream()
                        .map(call -> call.json().get("prompt_id").value())
                        .distinct())
                .hasSize(40);
        assertThat(receiver.calls()).hasSize(40);
    }

    private static Set<Status> all() {
        return EnumSet.allOf(Status.class);
    }

    private static Webhook hook(Receiver receiver) {
        return new Webhook(URI.create(receiver.url()), Optional.empty(), all());
    }

    private void submit(String id) {
        store.queue().submit(List.of(new Draft(id, "me", new Draft.Place.Back(), BODY)));
    }

    private void finish(Outcome.Kind kind, String report) throws InterruptedException {
        Lease lease = store.queue()
                .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                .orElseThrow();
        lease.finish(new Outcome(kind, report));
    }

    private Receiver.Call onlyCall() {
        await().until(() -> store.deliveries().due(FAR, 9).isEmpty());
        assertThat(receiver.calls()).hasSize(1);
        return receiver.calls().get(0);
    }

    private List<String> remarks(String id) {
        return store.history().find(id).map(Finished::remarks).orElse(List.of());
    }
}
