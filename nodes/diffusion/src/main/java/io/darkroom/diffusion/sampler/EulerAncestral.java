package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** Euler's method with ancestral noise (k-diffusion's {@code sample_euler_ancestral}). */
record EulerAncestral(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        Ancestral to = Ancestral.of(sigma, next);
        return Sum.of(x)
                .along(to.down() - sigma, x, x0, sigma)
                .plus(to.up(), run.noise().next())
                .round();
    }
}
