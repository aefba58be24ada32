package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** Heun's method, the mean of the slopes at both ends (Karras et al. 2022, algorithm 1, arXiv 2206.00364). */
record Heun(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        Tensor x2 = Euler.step(x, x0, sigma, next);
        Tensor x02 = run.denoiser().denoise(x2, next);
        double half = (next - sigma) / 2;
        return Sum.of(x).along(half, x, x0, sigma).along(half, x2, x02, next).round();
    }
}
