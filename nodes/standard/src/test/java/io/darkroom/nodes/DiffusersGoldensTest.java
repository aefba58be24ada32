package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.LatentFormat;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * StableDiffusionPipeline of diffusers on the same weights (goldens/e2e_diffusers): zero SNR, trailing time steps, DPM++ 2M.
 * Its schedule differs from ours in one number: it begins at sigma 4096.
 */
@ExtendWith(MiniProgram.class)
class DiffusersGoldensTest {
    @ParameterizedTest
    @ValueSource(strings = {"dp01", "dp02"})
    void workflowsMakeThePictureOfDiffusers(String name, Program program) throws IOException {
        JsonNode golden = Goldens.json("e2e_diffusers/" + name + "/case.json");
        Flow flow = new Flow();
        Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node zeroSnr =
                flow.add("ModelSamplingDiscrete", "model", checkpoint.out(0), "sampling", "v_prediction", "zsnr", true);
        double phi = golden.get("guidance_rescale").asDouble();
        Flow.Node model = phi == 0 ? zeroSnr : flow.add("RescaleCFG", "model", zeroSnr.out(0), "multiplier", phi);
        Flow.Node trailing = flow.add(
                "BasicScheduler",
                "model",
                model.out(0),
                "scheduler",
                "trailing",
                "steps",
                golden.get("steps").asInt(),
                "denoise",
                1.0);
        Flow.Node sigmas = flow.add("SetFirstSigma", "sigmas", trailing.out(0), "sigma", 4096.0);
        Flow.Node positive = flow.add(
                "CLIPTextEncode",
                "clip",
                checkpoint.out(1),
                "text",
                golden.get("prompt").asText());
        Flow.Node negative = flow.add(
                "CLIPTextEncode",
                "clip",
                checkpoint.out(1),
                "text",
                golden.get("negative_prompt").asText());
        Flow.Node latent = flow.add(
                "EmptyLatentImage",
                "width",
                golden.get("width").asInt(),
                "height",
                golden.get("height").asInt(),
                "batch_size",
                1);
        Flow.Node sampled = flow.add(
                "SamplerCustom",
                "model",
                model.out(0),
                "add_noise",
                true,
                "noise_seed",
                golden.get("seed").asInt(),
                "cfg",
                golden.get("guidance_scale").asDouble(),
                "positive",
                positive.out(0),
                "negative",
                negative.out(0),
                "sampler",
                flow.add("KSamplerSelect", "sampler_name", "dpmpp_2m").out(0),
                "sigmas",
                sigmas.out(0),
                "latent_image",
                latent.out(0));
        Flow.Node image = flow.add("VAEDecode", "samples", sampled.out(0), "vae", checkpoint.out(2));
        flow.add("SaveImage", "images", image.out(0), "filename_prefix", name);
        flow.look(name, sampled.out(0));

        program.run(flow.workflow());

        Tensor actual = ((Latent) program.seen(name)).samples().times((float) LatentFormat.STABLE_DIFFUSION.scale());
        assertThat(Goldens.distance(actual, Npy.read("e2e_diffusers/" + name + "/latent.npy")))
                .isLessThanOrEqualTo(2e-3);
        Pictures.assertSame(
                ImageIO.read(
                        program.base().resolve("output/" + name + "_00001_.png").toFile()),
                "e2e_diffusers/" + name + "/image.png");
    }
}
