package io.darkroom.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Mask;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.noise.SeededNoiseSource;
import io.darkroom.diffusion.sampler.Mixture;
import io.darkroom.diffusion.sampler.Samplers;
import io.darkroom.diffusion.schedule.Schedulers;
import io.darkroom.diffusion.schedule.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sampler through the whole of {@link Sampling}, an eps network and CFG 7, against the formula of its paper for each
 * number alone in float64. Tolerance as for the reference's own answers: 1e-4 + 10 * the distance of a float64 run whose
 * denoiser takes and gives float32 (CFG 7 makes some numbers sensitive).
 */
class SamplersInFloat64Test {
    private static final double CFG = 7;
    private static final long SEED = 11;
    private static final Shape SHAPE = Shape.of(2, 4, 3, 2);
    private static final double SCALE = LatentFormat.STABLE_DIFFUSION.scale();
    private static final Tensor IMAGE = new LatentNoise(5, NoiseKind.TORCH_CPU)
            .generate(new Latent(Tensor.zeros(SHAPE)))
            .times(4);
    private static final Tensor MASK = Tensor.of(Shape.of(1, 3, 2), 0, 1, 0.25f, 1, 1, 0.5f);

    private record Case(SamplerProvider provider, int steps, double denoise, Optional<Tensor> mask) {
        Sigmas sigmas() {
            return Steps.of(
                    Schedulers.all().get(0).scheduler(), MixtureNetwork.SCHEDULE, steps, denoise, provider.sampler());
        }

        @Override
        public String toString() {
            return provider.name() + ", steps " + steps + ", denoise " + denoise + (mask.isEmpty() ? "" : ", mask");
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (SamplerProvider provider : Samplers.all()) {
            for (int steps : new int[] {1, 2, 8}) {
                for (double denoise : new double[] {1, 0.6}) {
                    cases.add(new Case(provider, steps, denoise, Optional.empty()));
                    cases.add(new Case(provider, steps, denoise, Optional.of(MASK)));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplersFollowTheirPapers(Case run) {
        Latent latent = new Latent(IMAGE, run.mask.map(Mask::new), List.of());

        Tensor output = Sampling.run(new Sampling.Request(
                        new CfgGuider(
                                new MixtureNetwork().model(),
                                MixtureNetwork.POSITIVE,
                                Optional.of(MixtureNetwork.NEGATIVE),
                                CFG),
                        run.provider.sampler(),
                        run.sigmas(),
                        latent,
                        new LatentNoise(SEED, NoiseKind.TORCH_CPU),
                        NoiseKind.TORCH_CPU,
                        (step, total, x0) -> {},
                        Cancellation.NEVER))
                .output()
                .samples();

        double[] expected = reference(run, x -> x);
        double tolerance = 1e-4 + 10 * distance(expected, reference(run, x -> (float) x));
        assertThat(tolerance).isLessThan(1e-3);
        assertThat(distance(expected, doubles(output))).isLessThanOrEqualTo(tolerance);
    }

    /** The largest difference, relative for numbers above 1. */
    private static double distance(double[] expected, double[] actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / (1 + Math.abs(expected[i])));
        }
        return largest;
    }

    /**
     * @param rounding what the denoiser does to the numbers it takes and gives
     */
    private static double[] reference(Case run, DoubleUnaryOperator rounding) {
        double[] sigmas = doubles(run.sigmas());
        Tensor noise = noise(SEED);
        Tensor kept = noise(SEED + run.provider.sampler().inpaintSeedOffset());
        Recorder recorder = new Recorder(sigmas);
        double max = MixtureNetwork.SCHEDULE.sigmaMax();
        double amount = sigmas[0] >= max * (1 - 1e-5) ? Math.sqrt(1 + sigmas[0] * sigmas[0]) : sigmas[0];
        double[] result = new double[SHAPE.count()];
        for (int i = 0; i < result.length; i++) {
            int element = i;
            double clean = IMAGE.get(i) * SCALE;
            double m = run.mask.map(mask -> (double) mask.get(element % 6)).orElse(1.0);
            ReferenceSamplers.Denoise denoise = (x, sigma) -> {
                double seen = rounding.applyAsDouble(x) * m + (clean + sigma * kept.get(element)) * (1 - m);
                return rounding.applyAsDouble(guided(seen, sigma) * m + clean * (1 - m));
            };
            result[i] = ReferenceSamplers.sample(
                            run.provider.name(), denoise, clean + amount * noise.get(i), sigmas, recorder.of(i))
                    / SCALE;
        }
        return result;
    }

    private static double guided(double x, double sigma) {
        double timestep = MixtureNetwork.SCHEDULE.timestep(sigma);
        double input = x / Math.sqrt(1 + sigma * sigma);
        double c = x - sigma * MixtureNetwork.eps(Mixture.COND, input, timestep);
        double u = x - sigma * MixtureNetwork.eps(Mixture.UNCOND, input, timestep);
        return u + CFG * (c - u);
    }

    private static Tensor noise(long seed) {
        return new LatentNoise(seed, NoiseKind.TORCH_CPU).generate(new Latent(Tensor.zeros(SHAPE)));
    }

    private static double[] doubles(Tensor tensor) {
        double[] doubles = new double[tensor.count()];
        Arrays.setAll(doubles, tensor::get);
        return doubles;
    }

    private static double[] doubles(Sigmas sigmas) {
        double[] doubles = new double[sigmas.count()];
        Arrays.setAll(doubles, sigmas::get);
        return doubles;
    }

    /** Draws each noise once for all numbers, in the order in which the first number asks. */
    private static final class Recorder {
        private final NoiseSource source = new SeededNoiseSource(SEED, SHAPE, NoiseKind.TORCH_CPU);
        private final List<Tensor> independent = new ArrayList<>();
        private final Map<List<Double>, Tensor> brownian = new HashMap<>();
        private final NoiseSource.Bounds bounds;

        Recorder(double[] sigmas) {
            double min = sigmas[sigmas.length - 1] > 0 ? sigmas[sigmas.length - 1] : sigmas[sigmas.length - 2];
            this.bounds = new NoiseSource.Bounds(min, sigmas[0]);
        }

        ReferenceSamplers.Draws of(int element) {
            return new ReferenceSamplers.Draws() {
                private int drawn;

                @Override
                public double next() {
                    if (drawn == independent.size()) {
                        independent.add(source.next());
                    }
                    return independent.get(drawn++).get(element);
                }

                @Override
                public double between(double sigma, double next) {
                    return brownian.computeIfAbsent(List.of(sigma, next), levels -> source.between(sigma, next, bounds))
                            .get(element);
                }
            };
        }
    }
}
