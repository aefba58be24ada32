package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;

/** One step along the slope: Euler's method on the probability flow (Karras et al. 2022, algorithm 1, arXiv 2206.00364). */
final class Euler {
    private Euler() {}

    /** At next = 0 this is x0 itself. */
    static Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        return next == 0 ? x0 : Sum.of(x).along(next - sigma, x, x0, sigma).round();
    }
}
