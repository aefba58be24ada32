package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/**
 * The posterior of the forward process given x0 (Ho et al. 2020, eq. 6 and 7, arXiv 2006.11239). In terms of sigma its mean
 * is q x + (1 - q) x0 and its variance next^2 (1 - q), with q = (next / sigma)^2.
 */
record Ddpm(Run run) implements Solver {
    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        Ancestral to = Ancestral.of(sigma, next);
        double q = to.down() / sigma;
        return Sum.of(q, x).plus(1 - q, x0).plus(to.up(), run.noise().next()).round();
    }
}
