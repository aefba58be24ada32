package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** DPM-Solver++(2S) with r = 1/2 (Lu et al. 2022, algorithm 1, arXiv 2211.01095) and ancestral noise. */
record Dpmpp2sAncestral(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        Ancestral to = Ancestral.of(sigma, next);
        double middle = Math.sqrt(sigma * to.down());
        Tensor u = Exponential.step(x, x0, sigma, middle).round();
        Tensor x0Middle = run.denoiser().denoise(u, middle);
        return Exponential.step(x, x0Middle, sigma, to.down())
                .plus(to.up(), run.noise().next())
                .round();
    }
}
