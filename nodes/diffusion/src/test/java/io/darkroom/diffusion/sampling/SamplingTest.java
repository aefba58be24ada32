package io.darkroom.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.sampling.StepListener;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.sampler.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    private static final Shape SHAPE = Shape.of(2, 4, 2, 2);
    private static final Noise NOISE = new LatentNoise(3, NoiseKind.TORCH_CPU);
    private static final Sampler STANDING_STILL = (denoiser, x, sigmas, run) -> x;
    private static final StepListener NOBODY = (step, total, x0) -> {};
    private static final Sigmas SIGMAS = Sigmas.of(10f, 5f, 2f, 1f, 0.5f, 0f);
    private final Latent latent =
            new Latent(NOISE.generate(new Latent(Tensor.zeros(SHAPE))).times(5));

    @Test
    void withoutSigmasTheLatentStaysAsItIs() {
        Sampling.Result result = run(sampler("euler"), Sigmas.of(new float[0]), latent);

        assertThat(result).isEqualTo(new Sampling.Result(latent, latent));
    }

    @Test
    void withOneSigmaTheLatentIsOnlyLaidUnderNoise() {
        Sampling.Result result = run(sampler("euler"), Sigmas.of(2f), latent);

        assertThat(result.denoised()).isEqualTo(result.output());
        for (int i = 0; i < SHAPE.count(); i++) {
            double expected = latent.samples().get(i) + 2 * noise(3).get(i) / 0.18215;
            assertThat((double) result.output().samples().get(i)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void theStartAtFullNoiseIsAddedToTheLatent() {
        double max = MixtureNetwork.SCHEDULE.sigmaMax();

        Sampling.Result result = run(STANDING_STILL, Sigmas.of((float) max, 0f), latent);

        double expected = latent.samples().get(1) + Math.sqrt(1 + max * max) * noise(3).get(1) / 0.18215;
        assertThat((double) result.output().samples().get(1)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void theLastPredictionAndEachStepAreHandedOut() {
        List<Tensor> predictions = new ArrayList<>();
        StepListener listener = (step, total, x0) -> {
            predictions.add(x0);
            assertThat(step).isEqualTo(predictions.size());
            assertThat(total).isEqualTo(2);
        };

        Sampling.Result result =
                Sampling.run(request(guider(), sampler("euler"), Sigmas.of(10f, 5f, 2f), latent, listener));

        assertThat(predictions).hasSize(2);
        assertThat(result.denoised().samples()).isEqualTo(predictions.get(1).map(v -> v / 0.18215f));
        assertThat(result.output()).isNotEqualTo(result.denoised());
    }

    @Test
    void theResultKeepsMaskAndPlaces() {
        Latent placed = new Latent(latent.samples(), Optional.of(mask(1)), List.of(4, 2));

        Sampling.Result result = run(sampler("euler"), SIGMAS, placed);

        assertThat(result.output()).isEqualTo(placed.withSamples(result.output().samples()));
        assertThat(result.denoised())
                .isEqualTo(placed.withSamples(result.denoised().samples()));
    }

    static Stream<Named<SamplerProvider>> samplers() {
        return Samplers.all().stream().map(provider -> Named.of(provider.name(), provider));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void whatTheMaskProtectsComesOutUnchanged(SamplerProvider provider) {
        Mask right = new Mask(Tensor.of(Shape.of(1, 2, 2), 0, 1, 0, 1));

        Tensor output = run(provider.sampler(), SIGMAS, latent.withNoiseMask(right))
                .output()
                .samples();

        // uni_pc ends at sigma 0.001 and leaves that much noise
        double leftover = provider.name().startsWith("uni_pc") ? 0.03 : 1e-5;
        for (int i = 0; i < SHAPE.count(); i += 2) {
            assertThat((double) output.get(i)).isCloseTo(latent.samples().get(i), within(leftover));
            assertThat((double) output.get(i + 1)).isNotCloseTo(latent.samples().get(i + 1), within(1e-3));
        }
    }

    @Test
    void aMaskOfOnesChangesNothing() {
        assertThat(run(sampler("heun"), SIGMAS, latent.withNoiseMask(mask(1)))
                        .output()
                        .samples())
                .isEqualTo(run(sampler("heun"), SIGMAS, latent).output().samples());
    }

    @Test
    void masksAreResizedAndRepeatedOverChannelsAndBatch() {
        Mask two = new Mask(Tensor.of(Shape.of(2, 1, 2), 0, 1, 0.5f, 0.25f));

        Tensor spread = Inpainting.spread(two, Shape.of(3, 2, 2, 2));

        assertThat(spread.toArray())
                .containsExactly(
                        0, 1, 0, 1, 0, 1, 0, 1, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0, 1, 0, 1, 0, 1, 0,
                        1);
    }

    @Test
    void inpaintingShowsTheModelTheKeptLatentUnderTheStartingNoise() {
        assertThat(seenWithoutRepainting(sampler("euler"), NOISE)).isEqualTo(keptUnderNoise(3));
        assertThat(seenWithoutRepainting(sampler("euler"), new ZeroNoise(3)))
                .isEqualTo(latent.samples().times(0.18215f));
    }

    @Test
    void inpaintingWithDdimTakesTheNoiseOfTheNextSeed() {
        assertThat(seenWithoutRepainting(sampler("ddim"), NOISE)).isEqualTo(keptUnderNoise(4));
        assertThat(seenWithoutRepainting(sampler("ddim"), new ZeroNoise(3))).isEqualTo(keptUnderNoise(4));
    }

    @Test
    void zeroNoiseStillLetsTheSeedDriveTheSampler() {
        Tensor first = sampleFromZeroNoise(1);

        assertThat(sampleFromZeroNoise(1)).isEqualTo(first);
        assertThat(sampleFromZeroNoise(2)).isNotEqualTo(first);
    }

    @Test
    void repeatedSigmasAreWalkedOnce() {
        for (SamplerProvider provider : Samplers.all()) {
            assertThat(run(provider.sampler(), Sigmas.of(10f, 10f, 5f, 2f, 2f, 2f, 1f, 0.5f, 0f, 0f), latent))
                    .as(provider.name())
                    .isEqualTo(run(provider.sampler(), SIGMAS, latent));
        }
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void samplersWalkRisingSigmasToo(SamplerProvider provider) {
        Tensor output = run(provider.sampler(), Sigmas.of(1e-4f, 0.5f, 3f, 9f), latent)
                .output()
                .samples();

        assertThat(FiniteDenoiser.isFinite(output)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1})
    void sigmasThatAreNoNoiseLevelsAreRefused(float sigma) {
        assertThatThrownBy(() -> run(sampler("euler"), Sigmas.of(10f, sigma, 0f), latent))
                .isInstanceOf(NodeException.class)
                .hasMessage("Sigma 2 of 3 is " + sigma + "; noise levels are finite and not negative."
                        + " Look at the node that made the sigmas.");
    }

    @Test
    void sigmasThatGoOnAfterZeroAreRefused() {
        assertThatThrownBy(() -> run(sampler("euler"), Sigmas.of(0f, 5f, 0f), latent))
                .isInstanceOf(NodeException.class)
                .hasMessage("The sigmas go on after 0, where no noise is left to remove."
                        + " Use FlipSigmas, which starts at 0.0001, or SetFirstSigma.");
    }

    @Test
    void aPredictionOfNanStopsTheRunWithASentence() {
        Guider broken = new Guider() {
            @Override
            public Model model() {
                return new MixtureNetwork().model();
            }

            @Override
            public Denoiser denoiser(Shape shape, Cancellation cancellation) {
                return (x, sigma) -> sigma > 3 ? x : x.map(v -> Float.NaN);
            }
        };

        assertThatThrownBy(() -> Sampling.run(request(broken, sampler("euler"), SIGMAS, latent, NOBODY)))
                .isInstanceOf(NodeException.class)
                .hasMessage("The model's prediction at sigma 2.0 holds NaN or infinite values. Either the weights hold"
                        + " NaN, which \"darkroom inspect\" tells, or they overflow at this precision: then load the"
                        + " checkpoint as fp32.");
    }

    @Test
    void aSamplerThatRunsAwayIsToldFromABrokenModel() {
        Sampler runaway = (denoiser, x, sigmas, run) -> denoiser.denoise(x.times(Float.MAX_VALUE), sigmas.get(0));

        assertThatThrownBy(() -> run(runaway, SIGMAS, latent))
                .isInstanceOf(NodeException.class)
                .hasMessage("The latent holds NaN or infinite values at sigma 10.0: the sampler ran away."
                        + " Lower the CFG scale, or choose another sampler or scheduler.");
    }

    @Test
    void aLatentOfNanIsRefused() {
        Latent broken = new Latent(Tensor.filled(SHAPE, Float.NaN));

        assertThatThrownBy(() -> run(sampler("euler"), SIGMAS, broken))
                .isInstanceOf(NodeException.class)
                .hasMessage("The latent to sample from holds NaN or infinite values; look at the node that made it.");
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void cancellingStopsBeforeTheNextStep(SamplerProvider provider) {
        AtomicBoolean cancelled = new AtomicBoolean();
        List<Integer> steps = new ArrayList<>();
        Cancellation cancellation = new Cancellation() {
            @Override
            public boolean requested() {
                return cancelled.get();
            }

            @Override
            public Registration onRequest(Runnable action) {
                return () -> {};
            }
        };
        StepListener listener = (step, total, x0) -> {
            steps.add(step);
            cancelled.set(step == 2);
        };

        assertThatThrownBy(() -> Sampling.run(new Sampling.Request(
                        guider(),
                        provider.sampler(),
                        SIGMAS,
                        latent,
                        NOISE,
                        NoiseKind.TORCH_CPU,
                        listener,
                        cancellation)))
                .isInstanceOf(CancelledException.class);
        assertThat(steps).containsExactly(1, 2);
    }

    private Tensor sampleFromZeroNoise(long seed) {
        return Sampling.run(new Sampling.Request(
                        guider(),
                        sampler("euler_ancestral"),
                        SIGMAS,
                        latent,
                        new ZeroNoise(seed),
                        NoiseKind.TORCH_CPU,
                        NOBODY,
                        Cancellation.NEVER))
                .output()
                .samples();
    }

    /** What the model is shown at sigma 2 where the mask protects everything. */
    private Tensor seenWithoutRepainting(Sampler inpainting, Noise noise) {
        List<Tensor> seen = new ArrayList<>();
        Guider looking = new Guider() {
            @Override
            public Model model() {
                return new MixtureNetwork().model();
            }

            @Override
            public Denoiser denoiser(Shape shape, Cancellation cancellation) {
                return (x, sigma) -> {
                    seen.add(x);
                    return x;
                };
            }
        };
        assertThat(Sampling.run(new Sampling.Request(
                                looking,
                                inpainting,
                                Sigmas.of(2f, 0f),
                                latent.withNoiseMask(mask(0)),
                                noise,
                                NoiseKind.TORCH_CPU,
                                NOBODY,
                                Cancellation.NEVER))
                        .denoised())
                .isNotNull();
        return seen.get(0);
    }

    private Tensor keptUnderNoise(long seed) {
        return latent.samples().times(0.18215f).zip(noise(seed), (v, n) -> (float) (v + 2.0 * n));
    }

    private static Sampling.Result run(Sampler sampler, Sigmas sigmas, Latent latent) {
        return Sampling.run(request(guider(), sampler, sigmas, latent, NOBODY));
    }

    private static Sampling.Request request(
            Guider guider, Sampler sampler, Sigmas sigmas, Latent latent, StepListener listener) {
        return new Sampling.Request(
                guider, sampler, sigmas, latent, NOISE, NoiseKind.TORCH_CPU, listener, Cancellation.NEVER);
    }

    private static CfgGuider guider() {
        return CfgGuider.unguided(new MixtureNetwork().model(), MixtureNetwork.POSITIVE);
    }

    private static Sampler sampler(String name) {
        return Samplers.all().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow()
                .sampler();
    }

    private static Tensor noise(long seed) {
        return new LatentNoise(seed, NoiseKind.TORCH_CPU).generate(new Latent(Tensor.zeros(SHAPE)));
    }

    private static Mask mask(float value) {
        return new Mask(Tensor.filled(Shape.of(1, 2, 2), value));
    }
}
