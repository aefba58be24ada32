package io.darkroom.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.ServerOptions.Previews;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.SocketDiary;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client's whole conversation with ComfyUI 0.3.64, held again with ours: every request in its order, and every message on
 * its socket. Where ours answers otherwise on purpose, {@link #OTHERWISE} says so.
 */
class ReplayTest {
    /** Steps of which only the status is compared, and why. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "POST /prompt link to missing node", "the link is blamed at the node that has it, not by an exception",
            "POST /prompt not a number", "the reason is in our words, not Python's",
            "POST /prompt not in list", "we have fewer samplers, so that they can be listed",
            "POST /prompt not json", "400 with a sentence, not 500",
            "GET /nosuch", "a sentence, not nothing");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SLOW = "POST /prompt slow";

    private final Map<String, String> ids = new HashMap<>(); // theirs to ours
    private final List<String> differences = new ArrayList<>();

    @Test
    void ourServerAnswersAndTellsWhatTheReferenceDid(@TempDir Path base) throws IOException {
        TestServer.addMiniature(base);
        Files.createFile(
                Files.createDirectories(base.resolve("models/embeddings")).resolve("pub128-token.safetensors"));
        Setup setup = Setup.standard()
                .withOptions(options -> options.withPreviews(new Previews(Previews.Method.LATENT2RGB, 512)));
        List<JsonPart> steps = golden("http.json").items();
        SocketDiary diary;
        try (TestServer server = TestServer.start(base, setup)) {
            diary = SocketDiary.open(server, "client-0001");
            for (JsonPart step : steps) {
                play(server.client(), diary, step);
            }
            List<JsonPart> told = diary.messages();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Story.all(told).values().stream()
                            .allMatch(story -> story.turns().contains("over")));
        }

        assertThat(differences).isEmpty();
        Map<String, Story> ours = Story.all(diary.messages());
        Story.all(golden("websocket.json").items()).forEach((id, story) -> {
            assertThat(ids).containsKey(id);
            Story told = ours.get(ids.get(id));
            assertThat(told).isNotNull();
            assertThat(told.asFarAs(story)).isEqualTo(story);
        });
        assertThat(diary.messages().get(0).get("data").get("sid").value()).isEqualTo("client-0001");
        assertThat(diary.pictures()).isNotEmpty().allMatch(List.of(1, 1)::equals);
    }

    private void play(Client client, SocketDiary diary, JsonPart step) throws IOException {
        String name = step.get("step").id();
        JsonPart request = step.get("request");
        String path = translated(request.get("path").id());
        await(client, diary, name);
        if (name.equals("GET /history")) { // a cancelled prompt leaves an entry here
            path = path.replace("max_items=2", "max_items=3");
        }
        Answer answer = request.get("method").id().equals("GET")
                ? client.get(path)
                : path.startsWith("/upload/") ? upload(client, path, request) : post(client, path, request);
        if (name.startsWith("POST /prompt") && answer.status() == 200) {
            ids.put(step.get("json").get("prompt_id").id(), answer.at("/prompt_id"));
        }
        compare(name, step, answer);
    }

    /** Where the recording client waited, this one does. */
    private void await(Client client, SocketDiary diary, String step) {
        switch (step) {
            case "GET /history/{id}", "POST /prompt same again (cached)", "POST /prompt unknown class" ->
                ids.values().forEach(client::await);
            case SLOW -> client.post("/darkroom/v1/queue/pause"); // there a prompt ran until all three had come
            case "GET /queue busy" -> {
                client.post("/darkroom/v1/queue/resume");
                client.awaitStart(id(SLOW));
            }
            case "POST /interrupt" -> awaitSampling(diary, id(SLOW));
            case "GET /history" -> client.await(id(SLOW));
            default -> {}
        }
    }

    private static void awaitSampling(SocketDiary diary, String id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> diary.messages().stream()
                        .filter(message -> message.get("type").id().equals("executing"))
                        .map(message -> message.get("data"))
                        .anyMatch(data -> data.get("prompt_id").id().equals(id)
                                && "7".equals(data.get("node").value())));
    }

    private String id(String step) {
        return golden("http.json").items().stream()
                .filter(one -> one.get("step").id().equals(step))
                .map(one -> translated(one.get("json").get("prompt_id").id()))
                .findFirst()
                .orElseThrow();
    }

    private Answer post(Client client, String path, JsonPart request) {
        JsonPart body = request.get("body");
        if (body.isAbsent()) {
            return client.post(path);
        }
        return body.value() instanceof String text
                ? client.post(path, text.getBytes(StandardCharsets.UTF_8))
                : client.post(path, translated(body.value()));
    }

    private static Answer upload(Client client, String path, JsonPart request) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String field : List.of("overwrite", "subfolder")) {
            Optional<String> value = request.get(field).text();
            if (value.isPresent()) {
                form.writeBytes(("--XX\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value.get()
                                + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        form.writeBytes(("--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
                        + request.get("filename").id()
                        + "\"\r\nContent-Type: image/png\r\n\r\nsome bytes\r\n--XX--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        return client.with("Content-Type", "multipart/form-data; boundary=XX").post(path, form.toByteArray());
    }

    private void compare(String name, JsonPart step, Answer answer) {
        long status = Long.parseLong(step.get("status").id());
        if (answer.status() != (status == 500 ? 400 : status)) {
            differences.add(name + ": status " + answer.status() + ", not " + status + ": " + answer.text());
            return;
        }
        if (OTHERWISE.containsKey(name)) {
            return;
        }
        Object theirs = step.get("json").value();
        if (theirs == null && step.get("body").value() instanceof String text && text.startsWith("{")) {
            theirs = JsonReader.read(name, text, JsonLimits.standard());
        }
        if (theirs != null) {
            Object ours =
                    name.equals("GET /history") ? ran(answer) : answer.json().value();
            Likeness.differences(translated(theirs), ours)
                    .forEach(difference -> differences.add(name + ": " + difference));
        } else if (step.get("content_type")
                .text()
                .filter(type -> type.startsWith("image/"))
                .isPresent()) {
            String type = answer.header("Content-Type").orElse("none");
            if (!type.equals(step.get("content_type").id()) || answer.bytes().length == 0) {
                differences.add(name + ": " + type + " of " + answer.bytes().length + " bytes");
            }
        }
    }

    /** The history without prompts that never ran, which ComfyUI forgets. */
    private static Object ran(Answer answer) {
        Map<String, @Nullable Object> entries =
                new LinkedHashMap<>(answer.json().object());
        entries.values()
                .removeIf(entry -> JsonPart.root("entry", entry).get("status").get("messages").items().stream()
                        .noneMatch(message -> message.items().get(0).id().equals("execution_start")));
        return entries;
    }

    private String translated(String text) {
        String translated = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            translated = translated.replace(id.getKey(), id.getValue());
        }
        return translated;
    }

    private @Nullable Object translated(@Nullable Object json) {
        if (json instanceof String text) {
            return translated(text);
        }
        if (json instanceof List<?> items) {
            return items.stream().map(this::translated).toList();
        }
        if (json instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> translated = new LinkedHashMap<>();
            members.forEach((name, value) -> translated.put(translated(String.valueOf(name)), translated(value)));
            return translated;
        }
        return json;
    }

    private static JsonPart golden(String file) {
        try (InputStream in = ReplayTest.class.getResourceAsStream("/goldens/api/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The recorded conversation " + file + " is missing.");
            }
            return JsonPart.root(file, JsonReader.read(file, in.readAllBytes(), JsonLimits.standard()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
