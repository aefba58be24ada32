package io.darkroom.diffusion.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.sampling.GuidanceTransform.Step;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.diffusion.Goldens;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * CFG and its rescaling against ComfyUI 0.3.64, diffusers 0.42.1 and sd-dynamic-thresholding-rcfg: tolerance 1e-4 + 4 * the
 * case's fp32_noise. The cases of dynamic thresholding belong to its plugin.
 */
class GuidanceGoldensTest {
    private static final NoiseSchedule SCHEDULE = new DiscreteSchedule(Prediction.V, TerminalSnr.ZERO);
    private static final Goldens TENSORS = Goldens.tensors("guidance/guidance.safetensors");

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(
                        Goldens.json("guidance/guidance.json").get("cases").spliterator(), false)
                .filter(golden -> !golden.get("kind").asText().startsWith("mcmonkey"))
                .map(golden -> Named.of(
                        golden.get("kind").asText() + " " + golden.get("output").asText(), golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void guidanceIsTheReferences(JsonNode golden) {
        Tensor expected = TENSORS.get(golden.get("output").asText());
        float tolerance = (float) (1e-4 + 4 * golden.path("fp32_noise").asDouble(0));

        Tensor guided = guided(golden);

        assertThat(guided.shape()).isEqualTo(expected.shape());
        assertThat(guided.toArray()).containsExactly(expected.toArray(), within(tolerance));
    }

    static Stream<Named<JsonNode>> zeroSnrCases() {
        return cases().filter(golden -> golden.getPayload().get("kind").asText().equals("comfy_rescale_cfg"))
                .filter(golden -> golden.getPayload().get("sigma").asDouble() > 4000);
    }

    /** Whole pictures depend on it: without the reference's rounding x0 would be off by up to 5e-3 here. */
    @ParameterizedTest
    @MethodSource("zeroSnrCases")
    void rescaledPredictionsAtZeroSnrDifferByTwoRoundingsOfXAtMost(JsonNode golden) {
        Tensor expected = TENSORS.get(golden.get("output").asText());
        float largest = 0;
        for (float x : input(golden, "x").toArray()) {
            largest = Math.max(largest, Math.abs(x));
        }

        assertThat(guided(golden).toArray()).containsExactly(expected.toArray(), within(2 * Math.ulp(largest)));
    }

    private static Tensor guided(JsonNode golden) {
        double cfg = golden.get("cfg").asDouble();
        return switch (golden.get("kind").asText()) {
            case "cfg" -> step(golden, cfg).guided();
            case "comfy_rescale_cfg" -> new RescaleCfg(golden.get("multiplier").asDouble()).apply(step(golden, cfg));
            case "diffusers_rescale_noise_cfg_raw" ->
                rescaled(
                        input(golden, "cond"),
                        input(golden, "uncond"),
                        cfg,
                        golden.get("guidance_rescale").asDouble());
            case "amorporkian_rcfg_raw" ->
                rescaled(
                        input(golden, "cond_denoised"),
                        input(golden, "uncond_denoised"),
                        cfg,
                        golden.get("phi").asDouble());
            default -> throw new IllegalArgumentException("Unknown kind in " + golden);
        };
    }

    private static Tensor rescaled(Tensor conditional, Tensor unconditional, double cfg, double phi) {
        return NoiseRescale.apply(Cfg.guide(conditional, unconditional, cfg), conditional, phi);
    }

    private static Step step(JsonNode golden, double cfg) {
        Tensor conditional = input(golden, "cond_denoised");
        Tensor unconditional = input(golden, "uncond_denoised");
        return new Step(
                input(golden, "x"),
                conditional,
                unconditional,
                Cfg.guide(conditional, unconditional, cfg),
                golden.get("sigma").asDouble(),
                cfg,
                SCHEDULE);
    }

    private static Tensor input(JsonNode golden, String name) {
        return TENSORS.get(golden.get("inputs").get(name).asText());
    }
}
