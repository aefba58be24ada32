package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.prompt.ApiPrompt;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The project's promise: same workflow, same seed, same checkpoint, the same picture. ComfyUI 0.3.64's latents and PNGs for
 * whole workflows (goldens/e2e), at the tolerances of its README.
 */
class WorkflowGoldensTest {
    @TempDir
    static Path base;

    private static Program program;

    @BeforeAll
    static void start() throws IOException {
        MiniModels.fill(base);
        program = new Program(base);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p01-txt2img-zsnr-rescale",
                "p02-txt2img-plain",
                "p03-widescreen-batch-karras-ti",
                "p04-img2img",
                "p05-inpaint-mask",
                "p06-lora-clipskip",
                "p07-advanced-split",
                "p08-area-combine",
                "p09-hires-fix"
            })
    void workflowsMakeTheReferencesPicture(String name) throws IOException {
        JsonNode golden = Goldens.json("e2e/" + name + "/case.json");
        Workflow workflow = read(name);
        for (var latent : golden.get("latents").properties()) {
            String node = latent.getValue().get("node").asText();
            workflow = Program.looking(
                    workflow, node, latent.getValue().get("output").asInt(), latent.getKey());
        }

        program.run(workflow);

        for (var latent : golden.get("latents").properties()) {
            double noise = golden.get("fp32_noise")
                    .get("latents")
                    .get(latent.getKey())
                    .get("max_diff_other_attention")
                    .asDouble();
            Tensor expected = Npy.read(Goldens.path("e2e/" + name + "/" + latent.getKey()));
            Tensor actual = ((Latent) program.seen(latent.getKey())).samples();
            double distance = Goldens.distance(actual, expected);
            assertThat(distance).as(latent.getKey()).isLessThanOrEqualTo(10 * noise + 2e-3);
        }
        for (JsonNode image : golden.get("images")) {
            // The goldens' names lack the last "_" of the names ComfyUI gives.
            String file = image.get("file").asText();
            Path saved = base.resolve("output").resolve(file.replace(".png", "_.png"));
            assertSamePicture(saved, Goldens.path("e2e/" + name + "/" + file));
        }
    }

    private static Workflow read(String name) throws IOException {
        byte[] json = Files.readAllBytes(Goldens.path("e2e/" + name + "/workflow_api.json"));
        return ApiPrompt.read(name, json, JsonLimits.standard());
    }

    private static void assertSamePicture(Path saved, Path expected) throws IOException {
        BufferedImage a = ImageIO.read(saved.toFile());
        BufferedImage b = ImageIO.read(expected.toFile());
        assertThat(a.getWidth()).isEqualTo(b.getWidth());
        assertThat(a.getHeight()).isEqualTo(b.getHeight());
        int largest = 0;
        double squares = 0;
        int[] left = a.getRaster().getPixels(0, 0, a.getWidth(), a.getHeight(), (int[]) null);
        int[] right = b.getRaster().getPixels(0, 0, b.getWidth(), b.getHeight(), (int[]) null);
        assertThat(left).hasSameSizeAs(right);
        for (int i = 0; i < left.length; i++) {
            int difference = Math.abs(left[i] - right[i]);
            largest = Math.max(largest, difference);
            squares += (double) difference * difference;
        }
        double psnr = 10 * Math.log10(255.0 * 255 * left.length / Math.max(squares, 1e-9));
        assertThat(largest).isLessThanOrEqualTo(2);
        assertThat(psnr).isGreaterThanOrEqualTo(50);
    }
}
