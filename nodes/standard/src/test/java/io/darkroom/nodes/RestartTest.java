package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.type.Latent;
import io.darkroom.engine.disk.DiskOptions;
import io.darkroom.engine.disk.FileDigests;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.Event;
import io.darkroom.onnx.checkpoint.FileHash;
import io.darkroom.onnx.checkpoint.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept on disk spares the encoders after a restart, and changes no number. */
class RestartTest {
    @TempDir
    Path base = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        MiniModels.fill(base);
        Files.createDirectories(base.resolve("user"));
    }

    private Program start() {
        FileHashes hashes = new FileHashes(base.resolve("user"));
        FileDigests digests = new FileDigests() {
            @Override
            public Optional<String> known(Path file) {
                return hashes.known(file).map(FileHash::sha256);
            }

            @Override
            public String of(Path file) {
                return hashes.of(file).sha256();
            }
        };
        DiskOptions disk = new DiskOptions(base.resolve("user/cache"), 1 << 20, "test", digests);
        return new Program(base, OptionalLong.empty(), EngineOptions.defaults().withDisk(disk));
    }

    /** Paints over a picture, so that both prompts and the picture are encoded. */
    private static Flow pictureToPicture() {
        Flow flow = new Flow();
        Flow.Node load = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node picture = flow.add("LoadImage", "image", "pub_scene.png");
        Flow.Node positive = flow.add("CLIPTextEncode", "text", "a (cat:1.2)", "clip", load.out(1));
        Flow.Node negative = flow.add("CLIPTextEncode", "text", "", "clip", load.out(1));
        Flow.Node encoded = flow.add("VAEEncode", "pixels", picture.out(0), "vae", load.out(2));
        Flow.Node sampled = flow.add(
                "KSampler",
                "model",
                load.out(0),
                "seed",
                5,
                "steps",
                2,
                "cfg",
                7.0,
                "sampler_name",
                "euler",
                "scheduler",
                "normal",
                "positive",
                positive.out(0),
                "negative",
                negative.out(0),
                "latent_image",
                encoded.out(0),
                "denoise",
                0.6);
        flow.look("latent", sampled.out(0));
        return flow;
    }

    private static List<String> started(Program program) {
        return program.events().stream()
                .filter(Event.NodeStarted.class::isInstance)
                .map(event -> ((Event.NodeStarted) event).node().type())
                .toList();
    }

    private boolean allIsWritten() throws IOException {
        Path cache = base.resolve("user/cache");
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(".result")).count() == 3;
        }
    }

    @Test
    void afterARestartNothingIsEncodedAnewNoEncoderIsLoadedAndEachNumberIsTheSame() {
        Latent before;
        try (Program program = start()) {
            program.run(pictureToPicture().workflow());
            before = (Latent) program.seen("latent");
            assertThat(started(program)).contains("CLIPTextEncode", "VAEEncode", "LoadImage");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::allIsWritten);
        }

        try (Program program = start()) {
            program.run(pictureToPicture().workflow());

            assertThat(started(program)).containsExactlyInAnyOrder("CheckpointLoaderSimple", "KSampler", "Look");
            assertThat(program.catalogue().loaded())
                    .extracting(LoadedModel::network)
                    .containsOnly("UNet");
            assertThat(program.seen("latent")).isEqualTo(before);
        }
    }
}
