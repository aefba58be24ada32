package io.darkroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.darkroom.cli.Cli;
import io.darkroom.cli.ExitCode;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.picture.PictureText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small picture of the miniature, made, made again, and tampered with. */
class VerifyCommandTest {
    private static final String WORKFLOW = """
        {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "miniature.safetensors"}},
         "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red ball", "clip": ["1", 1]}},
         "3": {"class_type": "EmptyLatentImage", "inputs": {"width": 64, "height": 64, "batch_size": 2}},
         "4": {"class_type": "KSampler", "inputs": {"model": ["1", 0], "seed": 5, "steps": 1, "cfg": 1.0,
               "sampler_name": "euler", "scheduler": "trailing", "positive": ["2", 0], "negative": ["2", 0],
               "latent_image": ["3", 0], "denoise": 1.0}},
         "5": {"class_type": "VAEDecode", "inputs": {"samples": ["4", 0], "vae": ["1", 2]}},
         "6": {"class_type": "SaveImage", "inputs": {"images": ["5", 0], "filename_prefix": "ball"}}}
        """;

    @TempDir
    Path home;

    private Cli cli;
    private Path picture;

    @BeforeEach
    void aPicture() throws IOException {
        cli = new Cli(home);
        cli.file(
                "extra_model_paths.yaml",
                "project:\n  checkpoints: '"
                        + Path.of("../../models/checkpoints").toRealPath() + "'\n");
        cli.file("ball.json", WORKFLOW);
        assertThat(cli.run("run", "ball.json"))
                .isEqualTo(new Cli.Result(ExitCode.DONE, "output/ball_00001_.png\noutput/ball_00002_.png\n", ""));
        picture = home.resolve("output/ball_00002_.png");
    }

    @Test
    void aPictureThatComesOutTheSameIsVerified() {
        Cli.Result result = cli.run("verify", "output/ball_00002_.png");

        assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, "Identical: all 4096 pixels are the same.\n", ""));
        assertThat(home.resolve("output/ball_00003_.png")).doesNotExist();
    }

    @Test
    void aChangedPixelIsReported() throws Exception {
        byte[] texts = Files.readAllBytes(picture);
        BufferedImage image = ImageIO.read(picture.toFile());
        image.setRGB(3, 3, image.getRGB(3, 3) ^ 0x40);
        Path changed = home.resolve("changed.png");
        ImageIO.write(image, "png", changed.toFile());
        withTextsOf(texts, changed);

        Cli.Result result = cli.run("verify", "--json", "changed.png");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(JsonReader.read("verify", result.out(), JsonLimits.standard()))
                .asInstanceOf(MAP)
                .containsEntry("identical", false)
                .containsEntry("max", 64L)
                .containsEntry("differing_pixels", 1L)
                .containsEntry("changed", List.of());
    }

    @Test
    void anotherModelUnderTheSameNameIsNamed() throws Exception {
        Path models = Files.createDirectories(home.resolve("other/models/checkpoints"));
        byte[] weights = Files.readAllBytes(Path.of("../../models/checkpoints/miniature.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(models.resolve("miniature.safetensors"), weights);

        Cli.Result result = cli.run("verify", "output/ball_00002_.png", "--base-directory", "other");

        assertThat(result.out()).contains("\"miniature.safetensors\" (checkpoints) is another file");
    }

    @Test
    void picturesCarryWorkflowParametersAndLock() throws Exception {
        PictureText texts = PictureText.read("ball", picture).orElseThrow();

        assertThat(texts.texts()).containsOnlyKeys("prompt", "parameters", "darkroom");
        assertThat(texts.get("parameters").orElseThrow())
                .startsWith("a red ball\n")
                .contains("Seed: 5", "Size: 64x64", "Model: miniature", "Model hash: b54f2e89c8");
        assertThat(cli.run("inspect", "output/ball_00002_.png").out())
                .contains(
                        "checkpoints miniature.safetensors b54f2e89c8", "prediction: v_prediction", "ONNX Runtime 1.");
    }

    @Test
    void aPictureWithoutAWorkflowCannotBeVerified() throws Exception {
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                home.resolve("bare.png").toFile());

        Cli.Result result = cli.run("verify", "bare.png");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err()).contains("It holds no workflow").hasLineCount(1);
    }

    /** Puts the text chunks of one PNG into another, before its picture data. */
    private static void withTextsOf(byte[] source, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(target);
        int head = 33; // signature and IHDR
        int first = head;
        int end = indexOf(source, "IDAT") - 4;
        byte[] joined = new byte[bytes.length + end - first];
        System.arraycopy(bytes, 0, joined, 0, head);
        System.arraycopy(source, first, joined, head, end - first);
        System.arraycopy(bytes, head, joined, head + end - first, bytes.length - head);
        Files.write(target, joined);
    }

    private static int indexOf(byte[] bytes, String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
    }
}
