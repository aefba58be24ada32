package io.darkroom.server.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.PictureText;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmittingTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anAcceptedPromptRunsAndLeavesItsPictureInTheHistory() {
        String id = client.submit(Toys.picture("plain"));

        JsonPart entry = client.await(id);

        assertThat(entry.get("status").get("status_str").value()).isEqualTo("success");
        assertThat(entry.get("outputs")
                        .get("2")
                        .get("images")
                        .items()
                        .get(0)
                        .get("filename")
                        .value())
                .isEqualTo("plain_00001_.png");
        assertThat(base.resolve("output/plain_00001_.png")).exists();
    }

    @Test
    void theNumberIsWholeFromTheCounterAndAFractionFromTheClient() {
        Answer counted = client.post("/prompt", Map.of("prompt", Toys.picture("n")));
        Answer chosen = client.post("/prompt", Map.of("prompt", Toys.picture("n"), "number", 5L));
        Answer front = client.post("/prompt", Map.of("prompt", Toys.picture("n"), "front", true));

        long number = Long.parseLong(counted.at("/number"));
        assertThat(chosen.text()).contains("\"number\": 5.0");
        assertThat(front.at("/number")).isEqualTo(Long.toString(-(number + 1)));
    }

    @Test
    void aWrongPromptTakesANumberToo() {
        long before = Long.parseLong(
                client.post("/prompt", Map.of("prompt", Toys.picture("n"))).at("/number"));

        client.post("/prompt", Map.of("prompt", Map.of()));
        client.post("/prompt", Map.of());
        client.post("/prompt", "{nope".getBytes(StandardCharsets.UTF_8));
        long after = Long.parseLong(
                client.post("/prompt", Map.of("prompt", Toys.picture("n"))).at("/number"));

        assertThat(after).as("what is no JSON is no prompt").isEqualTo(before + 3);
    }

    @Test
    void theClientMayChooseAnyId() {
        assertThat(client.submit(Toys.picture("id"), "prompt_id", "my own / id"))
                .isEqualTo("my own / id");
        assertThat(client.submit(Toys.picture("id"), "prompt_id", 17L)).isEqualTo("17");
        assertThat(client.await("my own / id").get("status").isAbsent()).isFalse();
    }

    @Test
    void theSamePromptTwiceUnderOneIdIsOnePrompt() {
        String first = client.submit(Toys.slow(0.3, "twice"), "prompt_id", "twice");
        String second = client.submit(Toys.slow(0.3, "twice"), "prompt_id", "twice");
        Answer other = client.post("/prompt", Map.of("prompt", Toys.picture("other"), "prompt_id", "twice"));

        assertThat(second).isEqualTo(first);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.at("/error/type")).isEqualTo("duplicate");
    }

    @Test
    void secretsAreNeverKept() {
        String id = client.submit(
                Toys.picture("secret"),
                "client_id",
                "me",
                "extra_data",
                Map.of("auth_token_comfy_org", "s3cret", "api_key_comfy_org", "s3cret", "mine", 1L));

        List<JsonPart> item = client.await(id).get("prompt").items();

        assertThat(item.get(3).object().keySet()).containsExactlyInAnyOrder("mine", "client_id", "create_time");
    }

    @Test
    void onlyTheTargetsAskedForRun() {
        Map<String, Object> prompt = new LinkedHashMap<>(Toys.picture("target"));
        prompt.put("5", Toys.node("SaveImage", "images", Toys.link("1", 0), "filename_prefix", "beside"));

        String id = client.submit(prompt, "partial_execution_targets", List.of("5"));
        Answer none = client.post("/prompt", Map.of("prompt", prompt, "partial_execution_targets", List.of()));

        assertThat(client.await(id).get("outputs").object()).containsOnlyKeys("5");
        assertThat(none.at("/error/type")).isEqualTo("prompt_no_outputs");
    }

    @Test
    void aPromptOfWhichOnlyAPartIsRightRunsThatPartAndSaysSo() {
        Map<String, Object> prompt = new LinkedHashMap<>(Toys.picture("partial"));
        prompt.put("5", Toys.node("SaveImage", "filename_prefix", "bad"));

        Answer answer = client.post("/prompt", Map.of("prompt", prompt));
        Answer strict = client.post("/prompt", Map.of("prompt", prompt, "strict", true));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Partial")).contains("true");
        assertThat(answer.at("/node_errors/5/errors/0/type")).isEqualTo("required_input_missing");
        assertThat(client.await(answer.at("/prompt_id")).get("outputs").object())
                .containsOnlyKeys("2");
        assertThat(strict.status()).isEqualTo(400);
    }

    @Test
    void errorsComeInThePromptsOrderWithSentenceTitleAndPath() {
        Map<String, Object> bad = new LinkedHashMap<>(Toys.node("SaveImage", "images", Toys.link("1", 7)));
        bad.put("_meta", Map.of("title", "Keep it"));
        Map<String, Object> prompt = new LinkedHashMap<>();
        prompt.put("9", bad);
        prompt.put("1", Toys.node("StubImage", "content", "WHIT", "height", 8L, "width", 8L, "batch_size", 1L));

        Answer answer = client.post("/prompt", Map.of("prompt", prompt));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("node_errors").object().keySet()).containsExactly("9", "1");
        assertThat(answer.at("/node_errors/9/title")).isEqualTo("Keep it");
        assertThat(answer.at("/node_errors/9/errors/0/type")).isEqualTo("linked_slot_out_of_range");
        assertThat(answer.at("/node_errors/1/errors/0/sentence")).contains("Did you mean \"WHITE\"?");
        assertThat(answer.at("/node_errors/1/dependent_outputs/0")).isEqualTo("9");
        assertThat(answer.at("/error/details")).as("errors of outputs").contains("Linked node has no such output");
    }

    @Test
    void aCycleIsToldWithItsPath() {
        Map<String, Object> prompt = Map.of(
                "1", Toys.node("TestSleep", "value", Toys.link("2", 0), "seconds", 0L),
                "2", Toys.node("TestSleep", "value", Toys.link("1", 0), "seconds", 0L),
                "9", Toys.node("SaveImage", "images", Toys.link("2", 0), "filename_prefix", "x"));

        Answer answer = client.post("/prompt", Map.of("prompt", prompt));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/sentences/0")).startsWith("These nodes wait for each other");
    }

    @Test
    void theFirstNodeWithoutAKnownClassEndsTheCheck() {
        Map<String, Object> prompt = new LinkedHashMap<>(Toys.picture("x"));
        prompt.put("7", Toys.node("StubImag"));
        prompt.put("8", Map.of("inputs", Map.of()));

        Answer unknown = client.post("/prompt", Map.of("prompt", prompt));
        prompt.remove("7");
        Answer missing = client.post("/prompt", Map.of("prompt", prompt));

        assertThat(unknown.at("/error/message")).isEqualTo("Cannot execute because node StubImag does not exist.");
        assertThat(unknown.at("/error/details")).isEqualTo("Node ID '#7'");
        assertThat(unknown.at("/error/sentences/0")).contains("Did you mean \"StubImage\"");
        assertThat(missing.at("/error/message"))
                .isEqualTo("Cannot execute because a node is missing the class_type property.");
        assertThat(missing.at("/error/details")).isEqualTo("Node ID '#8'");
    }

    @Test
    void anEditorsFileRunsAsTheWholeBodyOrInTheEnvelope() throws IOException {
        String whole =
                client.post("/prompt?client_id=me", Toys.editorPicture("whole")).at("/prompt_id");
        String inside = client.post("/prompt", Map.of("workflow", Toys.editorPicture("inside")))
                .at("/prompt_id");

        assertThat(client.await(whole)
                        .get("prompt")
                        .items()
                        .get(3)
                        .get("client_id")
                        .value())
                .isEqualTo("me");
        assertThat(client.await(inside).get("status").get("status_str").value()).isEqualTo("success");
        assertThat(text("inside_00001_.png", "workflow")).contains("11111111-2222-3333-4444-555555555555");
    }

    @Test
    void aPictureRunsAgainAsABodyOrInAForm() throws IOException {
        client.await(client.post("/prompt", Toys.editorPicture("again")).at("/prompt_id"));
        byte[] picture = Files.readAllBytes(base.resolve("output/again_00001_.png"));

        String raw = client.post("/prompt", picture).at("/prompt_id");
        String form = client.with("Content-Type", "multipart/form-data; boundary=XX")
                .post("/prompt", form(picture, "set", "{\"Keep.filename_prefix\": \"changed\"}"))
                .at("/prompt_id");

        assertThat(client.await(raw)
                        .get("outputs")
                        .get("2")
                        .get("images")
                        .items()
                        .get(0)
                        .get("filename")
                        .value())
                .isEqualTo("again_00001_.png");
        client.await(form);
        assertThat(text("changed_00001_.png", "workflow")).contains("\"changed\"");
    }

    @Test
    void aStoredWorkflowRunsByNameWithValuesSet() throws IOException {
        Path own = Files.createDirectories(base.resolve("user/default/workflows/mine"));
        Files.writeString(own.resolve("toy.json"), JsonText.of(Toys.editorPicture("own")));
        Path shipped = Files.createDirectories(base.resolve("workflows"));
        Files.writeString(shipped.resolve("shipped.json"), JsonText.of(Toys.picture("shipped")));

        String id = client.post(
                        "/prompt",
                        Map.of("workflow_name", "mine/toy.json", "set", Map.of("Keep.filename_prefix", "stored")))
                .at("/prompt_id");
        client.await(client.post("/prompt", Map.of("workflow_name", "shipped")).at("/prompt_id"));
        Answer missing = client.post("/prompt", Map.of("workflow_name", "mine/tou.json"));
        Answer outside = client.post("/prompt", Map.of("workflow_name", "../../user/default/workflows/mine/toy.json"));

        client.await(id);
        assertThat(base.resolve("output/stored_00001_.png")).exists();
        assertThat(base.resolve("output/shipped_00001_.png")).exists();
        assertThat(missing.at("/error/message")).contains("Did you mean \"mine/toy.json\"?");
        assertThat(outside.status()).isEqualTo(400);
    }

    @Test
    void valuesAreSetBesideAPromptAndWrongOnesAreRefused() {
        String id = client.post(
                        "/prompt",
                        Map.of("prompt", Toys.picture("before"), "set", Map.of("SaveImage.filename_prefix", "after")))
                .at("/prompt_id");
        Answer wrong = client.post(
                "/prompt", Map.of("prompt", Toys.picture("x"), "set", Map.of("SaveImage.filenam_prefix", "y")));

        client.await(id);
        assertThat(base.resolve("output/after_00001_.png")).exists();
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.at("/error/message")).contains("Did you mean \"SaveImage.filename_prefix\"");
        assertThat(wrong.at("/error/details")).isEqualTo("/set/SaveImage.filenam_prefix");
    }

    @Test
    void bracesInAPromptAreBracesAndDatesInFileNamesAreDates() {
        Map<String, Object> prompt = Toys.picture("%date:yyyy%_{a|b}");

        String id = client.submit(prompt);

        assertThat(client.await(id)
                        .get("prompt")
                        .items()
                        .get(2)
                        .get("2")
                        .get("inputs")
                        .get("filename_prefix")
                        .id())
                .matches("\\d{4}_\\{a\\|b}");
    }

    @Test
    void theContentTypeDoesNotMatter() {
        Answer answer = client.with("Content-Type", "application/x-www-form-urlencoded")
                .post("/prompt", Map.of("prompt", Toys.picture("form")));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void malformedMembersAreRefusedWithASentence() {
        List<Map<String, Object>> envelopes = new ArrayList<>();
        for (String member : List.of("number", "prompt_id", "client_id", "extra_data", "set")) {
            Map<String, Object> envelope = new HashMap<>();
            envelope.put("prompt", Toys.picture("x"));
            envelope.put(member, List.of(1L));
            envelopes.add(envelope);
        }
        envelopes.add(Map.of("prompt", List.of()));
        envelopes.add(Map.of("prompt", "text"));
        envelopes.add(Map.of("prompt", Map.of("1", 5L)));
        envelopes.add(Map.of("prompt", Map.of("1", Map.of("class_type", "SaveImage", "inputs", 5L))));
        envelopes.add(Map.of("prompt", Toys.picture("x"), "partial_execution_targets", "2"));
        envelopes.add(Map.of("workflow", 5L));
        envelopes.add(Map.of("workflow_name", 5L));

        for (Map<String, Object> envelope : envelopes) {
            Answer answer = client.post("/prompt", envelope);
            assertThat(answer.status()).as(envelope.toString()).isEqualTo(400);
            assertThat(answer.at("/error/message")).as(envelope.toString()).isNotEmpty();
        }
    }

    @Test
    void whatAClientNotedAboutItsNodesIsInTheHistoryAndInThePicture() throws IOException {
        Map<String, Object> prompt = new LinkedHashMap<>(Toys.picture("noted"));
        Map<String, Object> save =
                new LinkedHashMap<>(Toys.node("SaveImage", "images", Toys.link("1", 0), "filename_prefix", "noted"));
        Map<String, Object> note = Map.of("title", "Keep", "tracker", List.of("a", 7L));
        save.put("_meta", note);
        prompt.put("2", save);

        JsonPart entry = client.await(client.submit(prompt));

        JsonPart kept = entry.get("prompt").items().get(2).get("2").get("_meta");
        JsonPart saved = JsonPart.root(
                        "text", JsonReader.read("text", text("noted_00001_.png", "prompt"), JsonLimits.standard()))
                .get("2")
                .get("_meta");
        assertThat(kept.object()).isEqualTo(note);
        assertThat(saved.object()).isEqualTo(note);
    }

    @Test
    void missingInputsAreNoInputs() {
        Map<String, Object> prompt = new LinkedHashMap<>(Toys.picture("loose"));
        prompt.put("8", Map.of("class_type", "StubImage"));

        assertThat(client.await(client.submit(prompt))
                        .get("status")
                        .get("completed")
                        .value())
                .isEqualTo(true);
    }

    private static String text(String picture, String keyword) throws IOException {
        return PictureText.read(picture, base.resolve("output").resolve(picture))
                .orElseThrow()
                .get(keyword)
                .orElseThrow();
    }

    private static byte[] form(byte[] file, String field, String value) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        out.write(("--XX\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n"
                        + "--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(file);
        out.write("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
