package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** The stochastic DPM-Solver++ with a middle evaluation, r = 1/2 and eta = 1 (k-diffusion's {@code sample_dpmpp_sde}). */
record DpmppSde(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        double middle = Math.sqrt(sigma * next);
        Tensor x2 = half(x, x0, sigma, middle);
        // With r = 1/2 the weights 1 - 1/2r and 1/2r of the two predictions are 0 and 1.
        return half(x, run.denoiser().denoise(x2, middle), sigma, next);
    }

    private Tensor half(Tensor x, Tensor x0, double sigma, double to) {
        Ancestral split = Ancestral.of(sigma, to);
        return Exponential.step(x, x0, sigma, split.down())
                .plus(split.up(), run.brownian(sigma, to))
                .round();
    }
}
