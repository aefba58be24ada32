package io.darkroom.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.Ear;
import io.darkroom.server.fixture.Prompts;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import io.darkroom.server.fixture.ToyNodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients hear of a prompt, over real sockets. */
class RunMessagesTest {
    private static final String STUB = "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'BLACK', 'height': 8,"
            + " 'width': 8, 'batch_size': 1}}, '2': {'class_type': 'SaveImage', 'inputs': {'images': ['1', 0],"
            + " 'filename_prefix': 'stub'}}}";

    @TempDir
    Path base;

    /** The recorded prompt, as sent by the recorder. */
    private static final String RECORDED = "{'1': {'inputs': {'ckpt_name': 'mini-fp16.safetensors'}, 'class_type':"
            + " 'CheckpointLoaderSimple'}, '2': {'inputs': {'model': ['1', 0], 'sampling': 'v_prediction', 'zsnr':"
            + " true}, 'class_type': 'ModelSamplingDiscrete'}, '3': {'inputs': {'model': ['2', 0], 'multiplier': 0.7},"
            + " 'class_type': 'RescaleCFG'}, '4': {'inputs': {'clip': ['1', 1], 'text': 'a cat'}, 'class_type':"
            + " 'CLIPTextEncode'}, '5': {'inputs': {'clip': ['1', 1], 'text': ''}, 'class_type': 'CLIPTextEncode'},"
            + " '6': {'inputs': {'width': 64, 'height': 64, 'batch_size': 1}, 'class_type': 'EmptyLatentImage'}, '7':"
            + " {'inputs': {'model': ['3', 0], 'positive': ['4', 0], 'negative': ['5', 0], 'latent_image': ['6', 0],"
            + " 'seed': 1, 'steps': 3, 'cfg': 7.0, 'sampler_name': 'dpmpp_2m', 'scheduler': 'sgm_uniform', 'denoise':"
            + " 1.0}, 'class_type': 'KSampler'}, '8': {'inputs': {'samples': ['7', 0], 'vae': ['1', 2]}, 'class_type':"
            + " 'VAEDecode'}, '9': {'inputs': {'images': ['8', 0], 'filename_prefix': 'api'}, 'class_type':"
            + " 'SaveImage'}}";

    @Test
    void aFreshRunAndItsRepetitionTellWhatTheRecordedOnesDid() throws IOException {
        TestServer.addMiniature(base);
        Setup oneNodeAtATime = Setup.standard().withEngine(engine -> engine.withParallelBranches(1));
        try (TestServer server = TestServer.start(base, oneNodeAtATime);
                Ear ear = Ear.open(server, "clientId=client-0001")) {
            Prompts prompts = Prompts.of(server.parts(), "client-0001");
            prompts.submit("first", RECORDED, "9");
            ear.over("first");
            prompts.submit("again", RECORDED, "9");
            ear.over("again");

            List<String> recorded = new ArrayList<>();
            for (JsonPart message : recording().subList(0, 54)) {
                if (message.get("binary").isAbsent()) { // how many previews there are depends on the speed
                    recorded.add(shape(message));
                }
            }
            assertThat(ear.heard().stream()
                            .map(message -> shape(message.json()))
                            .toList())
                    .isEqualTo(recorded);
        }
    }

    /** What must agree: the type, the names of members, numbers; but no ids, times, or which of several ready nodes came first. */
    private static String shape(JsonPart message) {
        JsonPart data = message.get("data");
        StringBuilder shape = new StringBuilder(message.get("type").text().orElse("?"));
        shape.append(data.object().keySet());
        if (shape.indexOf("progress_state") == 0) {
            JsonPart nodes = data.get("nodes");
            for (String id : nodes.object().keySet()) {
                JsonPart node = nodes.get(id);
                shape.append(node.object().keySet())
                        .append(node.get("value").value())
                        .append('/')
                        .append(node.get("max").value())
                        .append(node.get("state").value());
            }
        }
        if (shape.indexOf("status") == 0) {
            shape.append(data.get("status").value());
        }
        if (shape.indexOf("progress[") == 0) {
            shape.append(data.get("value").value()).append(data.get("max").value());
        }
        if (shape.indexOf("executed") == 0) {
            shape.append(data.get("output").value());
        }
        return shape.toString();
    }

    private static List<JsonPart> recording() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RunMessagesTest.class.getResourceAsStream("/goldens/api/websocket.json"))) {
            return JsonPart.root("recording", JsonReader.read("recording", in.readAllBytes(), JsonLimits.standard()))
                    .items();
        }
    }

    @Test
    void theHistoryIsCompleteBeforeTheEndIsTold() {
        try (TestServer server = TestServer.start(base);
                Ear ear = Ear.open(server, "clientId=me")) {
            Prompts.of(server.parts(), "me").submit("p", STUB, "2");
            ear.first("execution_success");

            assertThat(server.parts().store().history().find("p")).isPresent();
        }
    }

    @Test
    void aPromptWithoutAClientTellsEverybodyItsProgressAndNothingElse() {
        try (TestServer server = TestServer.start(base);
                Ear ear = Ear.open(server, "clientId=me")) {
            Prompts prompts = Prompts.of(server.parts(), "me");
            prompts.withoutClient().submit("nobody's", STUB, "2");
            prompts.finished("nobody's");
            prompts.submit("mine", "{'1': {'class_type': 'ToyFault', 'inputs': {'error': 'x'}}}", "1");
            ear.over("mine");

            assertThat(ear.heard().stream()
                            .filter(message -> message.data("prompt_id").equals("nobody's"))
                            .map(Ear.Heard::type))
                    .isNotEmpty()
                    .containsOnly("progress_state");
        }
    }

    @Test
    void anotherClientHearsNothingOfAPrompt() {
        try (TestServer server = TestServer.start(base);
                Ear mine = Ear.open(server, "clientId=me");
                Ear other = Ear.open(server, "clientId=other")) {
            Prompts.of(server.parts(), "me").submit("p", STUB, "2");
            mine.over("p");
            other.first(message -> other.all("status").size() == 4);

            assertThat(other.types()).containsOnly("status");
        }
    }

    @Test
    void aFailingNodeIsShownAsSuchAndNamedInTheError() {
        try (TestServer server = TestServer.start(base, Setup.standard().withPack(new ToyNodes()));
                Ear ear = Ear.open(server, "clientId=me")) {
            Prompts.of(server.parts(), "me").submit("p", "ToyFault", Map.of("error", "boom"));
            ear.over("p");

            Ear.Heard error = ear.first("execution_error");
            assertThat(error.data("node_id")).isEqualTo("1");
            assertThat(error.data("node_type")).isEqualTo("ToyFault");
            assertThat(error.data("exception_message")).startsWith("boom\n");
            assertThat(error.data("exception_type")).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.data().get("current_inputs").get("error").value()).isEqualTo(List.of("boom"));
            List<Ear.Heard> states = ear.all("progress_state");
            assertThat(states.get(states.size() - 1)
                            .data()
                            .get("nodes")
                            .get("1")
                            .get("state")
                            .value())
                    .isEqualTo("error");
        }
    }

    @Test
    void theLastProgressOfANodeIsToldHoweverFastItIs() {
        try (TestServer server = TestServer.start(base, Setup.standard().withPack(new ToyNodes()));
                Ear ear = Ear.open(server, "clientId=me")) {
            Prompts.of(server.parts(), "me").submit("p", "ToySteps", Map.of("steps", 5000));
            ear.over("p");

            List<Ear.Heard> progress = ear.all("progress");
            assertThat(progress).hasSizeLessThan(1000);
            assertThat(progress.get(progress.size() - 1).data("value")).isEqualTo("5000");
        }
    }
}
