package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** DPM-Solver-2: the slope at the middle in log sigma (Lu et al. 2022, algorithm 1, arXiv 2206.00927; Karras' sigmas). */
record Dpm2(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        return next == 0 ? x0 : midpoint(x, x0, sigma, next).round();
    }

    private Sum midpoint(Tensor x, Tensor x0, double sigma, double to) {
        double middle = Math.sqrt(sigma * to);
        Tensor x2 = Euler.step(x, x0, sigma, middle);
        return Sum.of(x).along(to - sigma, x2, run.denoiser().denoise(x2, middle), middle);
    }

    /** The same with ancestral noise (k-diffusion's {@code sample_dpm_2_ancestral}). */
    Tensor ancestralStep(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        Ancestral to = Ancestral.of(sigma, next);
        return midpoint(x, x0, sigma, to.down())
                .plus(to.up(), run.noise().next())
                .round();
    }
}
