package io.darkroom.diffusion.sampler;

import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerRun;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.tensor.Tensor;

/** The loop that all samplers share: predict, step by the solver's formula, tell the listener. */
record SolverSampler(Solver.Factory factory, boolean dropsPenultimateSigma, long inpaintSeedOffset) implements Sampler {
    @Override
    public Tensor sample(Denoiser denoiser, Tensor x, Sigmas sigmas, SamplerRun run) {
        int steps = sigmas.steps();
        Solver solver = factory.begin(new Solver.Run(denoiser, run.noise(), bounds(sigmas), steps));
        Tensor current = x;
        for (int i = 0; i < steps; i++) {
            run.cancellation().check();
            double sigma = sigmas.get(i);
            Tensor x0 = denoiser.denoise(current, sigma);
            current = solver.step(current, x0, sigma, sigmas.get(i + 1));
            run.listener().stepped(i + 1, steps, x0);
        }
        return current;
    }

    private static NoiseSource.Bounds bounds(Sigmas sigmas) {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (float sigma : sigmas.toArray()) {
            if (sigma > 0) {
                min = Math.min(min, sigma);
                max = Math.max(max, sigma);
            }
        }
        return new NoiseSource.Bounds(Math.min(min, max), max);
    }
}
