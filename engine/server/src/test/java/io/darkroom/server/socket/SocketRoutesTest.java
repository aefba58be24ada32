package io.darkroom.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Ear;
import io.darkroom.server.fixture.Prompts;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import io.darkroom.server.fixture.ToyNodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web socket as clients see it. */
class SocketRoutesTest {
    @TempDir
    Path base;

    private final ToyNodes toys = new ToyNodes();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(base, Setup.standard().withPack(toys));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Prompts prompts(String client) {
        return Prompts.of(server.parts(), client);
    }

    /** Runs a prompt to its end. */
    private void run(String client, String id) {
        prompts(client).submit(id, "ToySteps", Map.of("steps", 2));
        prompts(client).finished(id);
    }

    private static String epoch(Ear ear) {
        return ear.heard().get(0).json().get("epoch").text().orElseThrow();
    }

    private static List<String> types(List<Ear.Heard> heard) {
        return heard.stream().map(Ear.Heard::type).toList();
    }

    @Test
    void aClientWithoutAnIdIsGivenOne() {
        try (Ear ear = Ear.open(server, "/api/ws", "clientId=")) {
            assertThat(ear.heard().get(0).data("sid")).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void withoutAskingNobodyIsSentNumbers() {
        try (Ear ear = Ear.open(server, "clientId=me")) {
            run("me", "p");
            ear.over("p");

            assertThat(ear.heard())
                    .allSatisfy(message -> assertThat(message.json().object()).containsOnlyKeys("type", "data"));
        }
    }

    @Test
    void ofManyClientsThatNeverCameTheEarliestIsForgotten() {
        int clients = 130; // more than are kept
        for (int i = 0; i < clients; i++) {
            prompts("client-" + i).submit("p-" + i, "ToySteps", Map.of("steps", 1));
        }
        prompts("client-0").finished("p-" + (clients - 1));

        try (Ear first = Ear.open(server, "clientId=client-0&since=");
                Ear last = Ear.open(server, "clientId=client-" + (clients - 1) + "&since=")) {
            last.over("p-" + (clients - 1));
            assertThat(types(first.heard())).doesNotContain("execution_success");
        }
    }

    @Test
    void aSecondSocketWithTheSameIdTakesOver() {
        try (Ear old = Ear.open(server, "clientId=me");
                Ear taken = Ear.open(server, "clientId=me")) {
            int before = old.heard().size();
            run("me", "p");
            taken.over("p");

            assertThat(old.heard()).hasSize(before);
            assertThat(old.socket().isInputClosed()).isFalse();
        }
    }

    @Test
    void aClientThatComesBackHearsWhichOfItsNodesRuns() {
        prompts("me").submit("p", "ToyGate", Map.of("number", 1));
        await().until(() -> toys.waiting() == 1);

        try (Ear ear = Ear.open(server, "clientId=me")) {
            Ear.Heard executing = ear.first("executing");
            assertThat(executing.data("node")).isEqualTo("1");
            assertThat(executing.data("prompt_id")).isEqualTo("p");
        }
    }

    @Test
    void onlyFeatureFlagsAreAnsweredAndOnlyAsTheFirstMessage() {
        try (Ear flags = Ear.open(server, "clientId=a");
                Ear other = Ear.open(server, "clientId=b")) {
            flags.say("{\"type\": \"feature_flags\", \"data\": {}}");
            other.say("{nonsense");
            other.say("{\"type\": \"feature_flags\", \"data\": {}}");
            run("b", "p");
            other.over("p");

            assertThat(flags.first("feature_flags")
                            .data()
                            .get("supports_preview_metadata")
                            .value())
                    .isEqualTo(true);
            assertThat(other.all("feature_flags")).isEmpty();
        }
    }

    @Test
    void whatIsTooLongClosesItsSocketAndNoOther() {
        try (Ear loud = Ear.open(server, "clientId=loud");
                Ear other = Ear.open(server, "clientId=other")) {
            var unused =
                    loud.socket().sendText("x".repeat(66_000), true); // little enough to be written before the answer

            assertThat(loud.closed()).isEqualTo(1009);
            run("other", "p");
            other.over("p");
        }
    }

    @Test
    void aClientThatComesBackWithItsLastNumberGetsWhatItMissedOnce() {
        Ear first = Ear.open(server, "clientId=me&since=");
        String epoch = epoch(first);
        prompts("me").submit("p", "ToyGate", Map.of("number", 1));
        Ear.Heard last = first.first("executing");
        first.close();
        await().until(() -> toys.waiting() == 1);
        toys.open();
        prompts("me").finished("p");

        try (Ear again = Ear.open(server, "clientId=me&since=" + epoch + ":" + last.seq())) {
            again.over("p");

            List<Ear.Heard> before = first.heard().subList(0, first.heard().indexOf(last) + 1);
            List<Ear.Heard> after = again.heard().subList(1, again.heard().size());
            assertThat(types(Stream.concat(before.stream(), after.stream()).toList()))
                    .containsExactly(
                            "status",
                            "status",
                            "status",
                            "execution_start",
                            "execution_cached",
                            "progress_state",
                            "executing",
                            "executed",
                            "progress_state",
                            "execution_success",
                            "status",
                            "executing");
            assertThat(Stream.concat(before.stream(), after.stream())
                            .map(message -> Long.parseLong(message.seq().toString())))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aClientThatConnectsAfterItsPromptIsOverHearsAllOfIt() {
        run("late", "p");

        try (Ear ear = Ear.open(server, "clientId=late&since=")) {
            ear.over("p");
            assertThat(ear.types()).contains("execution_start", "progress", "execution_success");
        }
    }

    @Test
    void aNumberOfAnotherLifeOfTheServerGetsASnapshot() {
        prompts("me").submit("p", "ToyGate", Map.of("number", 1));
        await().until(() -> toys.waiting() == 1);

        try (Ear ear = Ear.open(server, "clientId=me&since=another-epoch:7")) {
            Ear.Heard snapshot = ear.first("snapshot");

            List<JsonPart> running = snapshot.data().get("running").items();
            assertThat(running).hasSize(1);
            assertThat(running.get(0).get("prompt_id").value()).isEqualTo("p");
            assertThat(running.get(0).get("node").value()).isEqualTo("1");
            assertThat(running.get(0)
                            .get("progress")
                            .get("nodes")
                            .get("1")
                            .get("state")
                            .value())
                    .isEqualTo("running");
            assertThat(snapshot.data().get("queue").get("running").value()).isEqualTo(1L);
            toys.open();
            ear.over("p");
            assertThat(ear.types()).containsSubsequence("status", "snapshot", "executed", "execution_success");
        }
    }

    @Test
    void aNumberOlderThanWhatIsKeptGetsASnapshot() {
        run("other", "p");
        String epoch;
        try (Ear ear = Ear.open(server, "clientId=other&since=")) {
            epoch = epoch(ear);
        }

        try (Ear ear = Ear.open(server, "clientId=me&since=" + epoch + ":0")) {
            assertThat(ear.first("snapshot").data().get("running").items()).isEmpty();
        }
    }

    @Test
    void numbersMayBeAskedForByFeatureFlagToo() {
        try (Ear ear = Ear.open(server, "clientId=me")) {
            ear.say("{\"type\": \"feature_flags\", \"data\": {\"supports_sequence_numbers\": true}}");
            Ear.Heard flags = ear.first("feature_flags");
            run("me", "p");
            ear.over("p");

            assertThat(flags.json().get("epoch").text()).isPresent();
            assertThat(ear.first("execution_start").json().get("seq").value()).isInstanceOf(Long.class);
        }
    }

    @Test
    void aSnapshotIsFollowedByTheLastPreview() {
        prompts("me")
                .with("preview_method", "auto")
                .submit(
                        "p",
                        "{'1': {'class_type': 'ToySteps', 'inputs': {'steps': 1}},"
                                + " '2': {'class_type': 'ToyGate', 'inputs': {'number': 1}}}",
                        "1",
                        "2");
        await().until(() -> toys.waiting() == 1);
        try (Ear first = Ear.open(server, "clientId=me&since=x:1")) {
            first.first("snapshot");
            // The steps may end after the gate is reached; from then on the preview is there.
            await().untilAsserted(() -> {
                try (Ear again = Ear.open(server, "clientId=me&since=x:1")) {
                    assertThat(again.first("binary").bytes()).startsWith(0, 0, 0, 1, 0, 0, 0, 1);
                }
            });
        }
    }

    @Test
    void aServerThatEndsSaysSo() {
        Ear ear = Ear.open(server, "clientId=me");

        server.close();

        assertThat(ear.closed()).isEqualTo(1001);
        server = TestServer.start(base, Setup.standard().withPack(toys));
    }

    @Test
    void plainPicturesAreOfTypeOneAndDescribedOnesOfTypeFour() {
        try (Ear plain = Ear.open(server, "clientId=plain");
                Ear described = Ear.open(server, "clientId=described")) {
            described.say("{\"type\": \"feature_flags\", \"data\": {\"supports_preview_metadata\": true}}");
            described.first("feature_flags");
            for (String client : List.of("plain", "described")) {
                int steps = client.length(); // another number for each: one result must not serve both
                prompts(client).with("preview_method", "latent2rgb").submit(client, "ToySteps", Map.of("steps", steps));
            }
            plain.over("plain");
            described.over("described");

            // A picture that comes later would be taken for the next node's.
            List<String> heard = plain.types();
            assertThat(heard.lastIndexOf("binary")).isLessThan(heard.lastIndexOf("progress_state"));
            Picture one = Picture.of(plain.first("binary").bytes());
            assertThat(one.type()).isEqualTo(1);
            assertThat(one.format()).isEqualTo("image/jpeg");
            Picture four = Picture.of(described.first("binary").bytes());
            assertThat(four.type()).isEqualTo(4);
            assertThat(four.metadata().get("node_id").value()).isEqualTo("1");
            assertThat(four.metadata().get("prompt_id").value()).isEqualTo("described");
            for (Picture picture : List.of(one, four)) {
                assertThat(picture.image().getWidth()).isEqualTo(512);
                assertThat(picture.image().getHeight()).isEqualTo(256);
                assertThat(picture.image().getRGB(10, 128) & 0xf0f0f0).isEqualTo(0xf00000);
                assertThat(picture.image().getRGB(500, 128) & 0xf0f0f0).isEqualTo(0x0000f0);
            }
        }
    }

    @Test
    void nobodyIsShownPreviewsWhoDidNotAskForThem() {
        try (Ear ear = Ear.open(server, "clientId=me")) {
            run("me", "p");
            ear.over("p");

            assertThat(ear.all("binary")).isEmpty();
        }
    }

    @Test
    void resultsForTheSocketComeInFullSizeRightAfterTheirNodeBegins() {
        try (Ear ear = Ear.open(server, "clientId=me")) {
            prompts("me")
                    .submit(
                            "p",
                            "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'WHITE', 'height': 24, 'width':"
                                    + " 40, 'batch_size': 2}}, '2': {'class_type': 'SaveImageWebsocket', 'inputs':"
                                    + " {'images': ['1', 0]}}}",
                            "2");
            ear.over("p");

            List<Ear.Heard> frames = ear.all("binary");
            assertThat(frames).hasSize(2);
            Picture picture = Picture.of(frames.get(1).bytes());
            assertThat(picture.format()).isEqualTo("image/png");
            assertThat(picture.image().getWidth()).isEqualTo(40);
            assertThat(picture.image().getHeight()).isEqualTo(24);
            int first = ear.heard().indexOf(frames.get(0));
            List<Ear.Heard> begun = ear.heard().subList(0, first).stream()
                    .filter(message -> message.type().equals("executing"))
                    .toList();
            assertThat(begun.get(begun.size() - 1).data("node")).isEqualTo("2");
        }
    }

    @Test
    void aWarningIsShownUnderItsNode() {
        try (Ear ear = Ear.open(server, "clientId=me")) {
            prompts("me").submit("p", "ToyWarning", Map.of("sentence", "Mind the gap."));
            ear.over("p");

            ByteBuffer frame = ByteBuffer.wrap(ear.first("binary").bytes());
            assertThat(frame.getInt()).isEqualTo(3);
            assertThat(frame.getInt()).isEqualTo(1);
            assertThat(new String(frame.array(), 8, frame.remaining(), StandardCharsets.UTF_8))
                    .isEqualTo("1Mind the gap.");
        }
    }
}
