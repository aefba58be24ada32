package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** Multistep consistency sampling: the prediction, with fresh noise of the next level (Luo et al. 2023, arXiv 2310.04378). */
record Lcm(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        return next == 0 ? x0 : Sum.of(x0).plus(next, run.noise().next()).round();
    }
}
