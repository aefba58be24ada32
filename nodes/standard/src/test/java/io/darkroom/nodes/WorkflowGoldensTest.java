package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.prompt.ApiPrompt;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The project's promise: same workflow, same seed, same checkpoint, the same picture. ComfyUI 0.3.64's latents and PNGs for
 * whole workflows (goldens/e2e), at the tolerances of its README.
 */
@ExtendWith(MiniProgram.class)
class WorkflowGoldensTest {
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
    void workflowsMakeTheReferencesPicture(String name, Program program) throws IOException {
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
            Tensor expected = Npy.read("e2e/" + name + "/" + latent.getKey());
            Tensor actual = ((Latent) program.seen(latent.getKey())).samples();
            double distance = Goldens.distance(actual, expected);
            assertThat(distance).as(latent.getKey()).isLessThanOrEqualTo(10 * noise + 2e-3);
        }
        for (JsonNode image : golden.get("images")) {
            // The goldens' names lack the last "_" of the names ComfyUI gives.
            String file = image.get("file").asText();
            Path saved = program.base().resolve("output").resolve(file.replace(".png", "_.png"));
            Pictures.assertSame(ImageIO.read(saved.toFile()), "e2e/" + name + "/" + file);
        }
    }

    private static Workflow read(String name) {
        return ApiPrompt.read(name, Goldens.bytes("e2e/" + name + "/workflow_api.json"), JsonLimits.standard());
    }
}
