package io.darkroom.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.diffusion.Goldens;
import io.darkroom.diffusion.sampler.Samplers;
import io.darkroom.diffusion.schedule.Steps.Leftover;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
    private static final Sigmas FOUR_STEPS = Sigmas.of(8f, 6f, 4f, 2f, 0f);

    static Stream<Named<JsonNode>> ksamplerCases() {
        return StreamSupport.stream(
                        Goldens.json("schedules/comfy_sigmas.json")
                                .get("ksampler")
                                .spliterator(),
                        false)
                .map(golden -> Named.of(
                        golden.get("model").asText() + " "
                                + golden.get("sampler").asText() + " " + golden.get("denoise"),
                        golden));
    }

    @ParameterizedTest
    @MethodSource("ksamplerCases")
    void ksamplersWalkTheReferencesSigmas(JsonNode golden) {
        Sigmas sigmas = Steps.of(
                SchedulersTest.scheduler(golden.get("scheduler").asText()),
                SchedulersTest.schedule(golden.get("model").asText()),
                golden.get("steps").asInt(),
                golden.get("denoise").asDouble(),
                sampler(golden.get("sampler").asText()));

        SchedulersTest.assertLevels(sigmas, golden.get("sigmas"));
    }

    @Test
    void partialDenoisingIsTheReferencesForEveryShare() {
        Goldens.json("schedules/sigmas.json")
                .get("ksampler_denoise_zsnr_sgm_uniform_20")
                .properties()
                .forEach(golden -> SchedulersTest.assertLevels(
                        Steps.of(
                                SchedulersTest.scheduler("sgm_uniform"),
                                SchedulersTest.schedule("v_prediction_zsnr"),
                                20,
                                Double.parseDouble(golden.getKey())),
                        golden.getValue()));
    }

    @Test
    void someSamplersWalkWithoutTheLastSigmaButOne() {
        Goldens.json("schedules/sigmas.json")
                .get("discard_penultimate_5_normal_zsnr")
                .properties()
                .forEach(golden -> SchedulersTest.assertLevels(
                        Steps.of(
                                SchedulersTest.scheduler("normal"),
                                SchedulersTest.schedule("v_prediction_zsnr"),
                                5,
                                1,
                                sampler(golden.getKey())),
                        golden.getValue()));
    }

    @Test
    void noDenoisingLeavesNothingToWalk() {
        assertThat(Steps.of(Spacings::simple, SchedulersTest.schedule("eps"), 20, 0)
                        .count())
                .isZero();
    }

    @Test
    void partialDenoisingTakesTheEndOfALongerSchedule() {
        Sigmas longer = Spacings.simple(SchedulersTest.schedule("eps"), 57);

        Sigmas sigmas = Steps.of(Spacings::simple, SchedulersTest.schedule("eps"), 20, 0.35);

        assertThat(sigmas).isEqualTo(longer.slice(37, 58));
    }

    @Test
    void aTinyDenoiseIsRefusedInsteadOfFillingTheMemory() {
        assertThatThrownBy(() -> Steps.of(Spacings::simple, SchedulersTest.schedule("eps"), 20, 1e-9))
                .isInstanceOf(NodeException.class)
                .hasMessage("Input \"denoise\" is 1.0E-9: 20 steps of it need a schedule of 20000000000 steps; the"
                        + " limit is 1000000. Raise it, or set it to 0 to leave the latent as it is.");
    }

    @Test
    void aWindowThatEndsEarlyEitherKeepsOrRemovesTheLeftoverNoise() {
        assertThat(Steps.window(FOUR_STEPS, 1, 3, Leftover.KEPT)).isEqualTo(Sigmas.of(6f, 4f, 2f));
        assertThat(Steps.window(FOUR_STEPS, 1, 3, Leftover.REMOVED)).isEqualTo(Sigmas.of(6f, 4f, 0f));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10000})
    void aWindowToTheEndKeepsTheSchedule(int end) {
        assertThat(Steps.window(FOUR_STEPS, 0, end, Leftover.REMOVED)).isEqualTo(FOUR_STEPS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10000})
    void aWindowThatStartsAtOrBehindItsEndIsEmpty(int start) {
        assertThat(Steps.window(FOUR_STEPS, start, 2, Leftover.KEPT).count()).isZero();
    }

    private static Sampler sampler(String name) {
        return Samplers.all().stream()
                .filter(provider -> provider.name().equals(name))
                .map(SamplerProvider::sampler)
                .findFirst()
                .orElseThrow();
    }
}
