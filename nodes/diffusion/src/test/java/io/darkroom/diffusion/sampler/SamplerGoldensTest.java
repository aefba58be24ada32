package io.darkroom.diffusion.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.SamplerRun;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.diffusion.Goldens;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sampler against ComfyUI 0.3.64 on a closed-form denoiser: tolerance 1e-4 + 10 * the case's fp32_noise. */
class SamplerGoldensTest {
    private static final NoiseSchedule SCHEDULE = new DiscreteSchedule(Prediction.V, TerminalSnr.ZERO);
    private static final Goldens TENSORS = Goldens.tensors("samplers/samplers.safetensors");

    /** Samplers of the reference that are not here. */
    private static final Set<String> LEFT_OUT = Set.of(
            "euler_cfg_pp",
            "euler_ancestral_cfg_pp",
            "heunpp2",
            "dpm_fast",
            "dpm_adaptive",
            "dpmpp_2s_ancestral_cfg_pp",
            "dpmpp_sde_gpu",
            "dpmpp_2m_cfg_pp",
            "dpmpp_2m_sde_gpu",
            "dpmpp_2m_sde_heun",
            "dpmpp_2m_sde_heun_gpu",
            "dpmpp_3m_sde_gpu",
            "ipndm",
            "ipndm_v",
            "deis",
            "res_multistep",
            "res_multistep_cfg_pp",
            "res_multistep_ancestral",
            "res_multistep_ancestral_cfg_pp",
            "gradient_estimation",
            "gradient_estimation_cfg_pp",
            "er_sde",
            "seeds_2",
            "seeds_3",
            "sa_solver",
            "sa_solver_pece");

    static Stream<Named<JsonNode>> all() {
        return StreamSupport.stream(
                        Goldens.json("samplers/samplers.json").get("cases").spliterator(), false)
                .map(golden -> Named.of(golden.get("sampler").asText(), golden));
    }

    static Stream<Named<JsonNode>> cases() {
        return all().filter(golden -> !LEFT_OUT.contains(golden.getName()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplersReachTheReferencesLatent(JsonNode golden) {
        double cfg = golden.get("cfg").asDouble();
        AtomicInteger calls = new AtomicInteger();
        Denoiser denoiser = (x, sigma) -> {
            calls.incrementAndGet();
            return Mixture.denoiser(cfg).denoise(x, sigma);
        };
        RecordedNoise noise = injected(golden);
        Sigmas sigmas = sigmas(golden);
        Tensor start = SCHEDULE.noised(tensor(golden, "latent"), tensor(golden, "noise"), sigmas.get(0));

        Tensor sampled = sampler(golden.get("sampler").asText())
                .sample(
                        denoiser,
                        start,
                        sigmas,
                        new SamplerRun(noise, SCHEDULE, (step, total, x0) -> {}, Cancellation.NEVER));

        float tolerance = (float) (1e-4 + 10 * golden.path("fp32_noise").asDouble(0));
        assertThat(Mixture.maxDifference(sampled, tensor(golden, "output"))).isLessThanOrEqualTo(tolerance);
        assertThat(calls).hasValue(golden.get("denoiser_calls").asInt());
        assertThat(noise.drawn()).isEqualTo(golden.path("noise_intervals").size());
        for (int i = 0; i < noise.intervals().size(); i++) {
            for (int end = 0; end < 2; end++) {
                assertThat((float) noise.intervals().get(i)[end])
                        .isCloseTo(
                                (float) golden.get("noise_intervals")
                                        .get(i)
                                        .get(end)
                                        .asDouble(),
                                within(1e-3f));
            }
        }
    }

    @Test
    void everySamplerHasAGoldenAndEveryGoldenASamplerOrAName() {
        Set<String> goldens = all().map(Named::getName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known =
                Samplers.all().stream().map(SamplerProvider::name).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(LEFT_OUT);

        assertThat(known).isEqualTo(goldens);
    }

    private static Sampler sampler(String name) {
        return Samplers.all().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow()
                .sampler();
    }

    private static RecordedNoise injected(JsonNode golden) {
        if (!golden.has("injected")) {
            return new RecordedNoise(List.of());
        }
        Tensor all = tensor(golden, "injected");
        int[] single = all.slice(0, 1).shape().toArray();
        int[] shape = IntStream.of(single).skip(1).toArray();
        List<Tensor> draws = new ArrayList<>();
        for (int i = 0; i < all.shape().size(0); i++) {
            draws.add(all.slice(i, i + 1).reshape(shape));
        }
        return new RecordedNoise(draws);
    }

    /** The reference wrote its end of 0.001 into the sigmas it was given; the sampler is handed the 0 that stood there. */
    private static Sigmas sigmas(JsonNode golden) {
        float[] levels = new float[golden.get("sigmas").size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (float) golden.get("sigmas").get(i).asDouble();
        }
        if (golden.get("sampler").asText().startsWith("uni_pc")) {
            levels[levels.length - 1] = 0;
        }
        return Sigmas.of(levels);
    }

    private static Tensor tensor(JsonNode golden, String field) {
        return TENSORS.get(golden.get(field).asText());
    }
}
