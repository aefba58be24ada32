package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/**
 * What the DPM-Solver++ family shares: steps in t = -log sigma, in which the flow is solved exactly for a constant x0 (Lu et
 * al. 2022, eq. 8, arXiv 2211.01095).
 */
final class Exponential {
    private Exponential() {}

    /** (next / sigma) x - (e^-h - 1) x0 with h = log(sigma / next). */
    static Sum step(Tensor x, Tensor x0, double sigma, double next) {
        double h = step(sigma, next);
        return Sum.of(Math.exp(-h), x).plus(-Math.expm1(-h), x0);
    }

    /** The length h of a step in t = -log sigma. */
    static double step(double sigma, double next) {
        return Math.log(sigma) - Math.log(next);
    }
}
