package io.darkroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.cli.Cli;
import io.darkroom.format.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is encoded once is known to the next server, or run, over the same folder. */
class RestartTest {
    private static final Path MINIATURE = Path.of("../../models/checkpoints/miniature.safetensors");

    @TempDir
    Path home;

    @BeforeEach
    void aCheckpoint() throws IOException {
        Path checkpoints = Files.createDirectories(home.resolve("models/checkpoints"));
        Files.copy(MINIATURE, checkpoints.resolve("miniature.safetensors"));
    }

    @Test
    void afterARestartTheTextsOfAPromptAreNotEncodedAnew() {
        try (Served server = Served.start(home)) {
            assertThat(server.cached(portrait(1))).isEmpty();
        }

        try (Served server = Served.start(home)) {
            assertThat(server.cached(portrait(2))).containsExactlyInAnyOrder("positive", "negative");
        }
    }

    @Test
    void aRunOfTheCommandLineKnowsWhatAServerEncoded() {
        try (Served server = Served.start(home)) {
            server.cached(portrait(1));
        }
        Cli cli = new Cli(home);
        cli.file("portrait.json", JsonText.of(portrait(2)));

        assertThat(cli.run("run", "portrait.json", "--json").out().lines())
                .anySatisfy(line -> assertThat(line).contains("\"cached\"", "positive", "negative"))
                .noneSatisfy(line -> assertThat(line).contains("node_started", "CLIPTextEncode"));
    }

    @Test
    void memoryThatIsFreedTakesNothingFromTheDisk() {
        try (Served server = Served.start(home)) {
            server.cached(portrait(1));
        }
        try (Served server = Served.start(home)) {
            server.cached(portrait(2));
            server.ask("POST", "/free", "{\"free_memory\": true, \"unload_models\": true}");

            assertThat(server.cached(portrait(3))).containsExactlyInAnyOrder("positive", "negative");
        }
    }

    @Test
    void withoutRoomOnDiskNothingIsKeptThere() {
        try (Served server = Served.start(home, "--cache-disk", "0")) {
            server.cached(portrait(1));
        }

        assertThat(home.resolve("user/cache")).doesNotExist();
    }

    @Test
    void withoutACacheInMemoryThereIsNoneOnDiskUnlessItIsAskedFor() {
        try (Served server = Served.start(home, "--cache-none")) {
            server.cached(portrait(1));
        }
        assertThat(home.resolve("user/cache")).doesNotExist();

        try (Served server = Served.start(home, "--cache-none", "--cache-disk", "0.5")) {
            server.cached(portrait(1));
        }
        assertThat(home.resolve("user/cache")).isNotEmptyDirectory();
    }

    private static Map<String, ?> portrait(int seed) {
        return Map.of(
                "model", node("CheckpointLoaderSimple", Map.of("ckpt_name", "miniature.safetensors")),
                "positive", node("CLIPTextEncode", Map.of("text", "a lighthouse", "clip", List.of("model", 1))),
                "negative", node("CLIPTextEncode", Map.of("text", "fog", "clip", List.of("model", 1))),
                "empty", node("EmptyLatentImage", Map.of("width", 64, "height", 64, "batch_size", 1)),
                "sampled",
                        node(
                                "KSampler",
                                Map.of(
                                        "model",
                                        List.of("model", 0),
                                        "positive",
                                        List.of("positive", 0),
                                        "negative",
                                        List.of("negative", 0),
                                        "latent_image",
                                        List.of("empty", 0),
                                        "seed",
                                        seed,
                                        "steps",
                                        1,
                                        "cfg",
                                        2,
                                        "sampler_name",
                                        "euler",
                                        "scheduler",
                                        "normal",
                                        "denoise",
                                        1)),
                "decoded", node("VAEDecode", Map.of("samples", List.of("sampled", 0), "vae", List.of("model", 2))),
                "saved", node("SaveImage", Map.of("images", List.of("decoded", 0), "filename_prefix", "portrait")));
    }

    private static Map<String, ?> node(String type, Map<String, ?> inputs) {
        return Map.of("class_type", type, "inputs", inputs);
    }
}
