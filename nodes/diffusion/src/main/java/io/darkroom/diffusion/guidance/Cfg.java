package io.darkroom.diffusion.guidance;

import io.darkroom.api.tensor.Tensor;

/** Classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598). */
public final class Cfg {
    private Cfg() {}

    /** u + scale (c - u). */
    public static Tensor guide(Tensor conditional, Tensor unconditional, double scale) {
        return unconditional.zip(conditional, (u, c) -> (float) (u + scale * ((double) c - u)));
    }

    /** Whether a scale leaves the conditional prediction as it is, so that the unconditional one is not needed. */
    public static boolean isNeutral(double scale) {
        return Math.abs(scale - 1) <= 1e-9 * Math.max(1, Math.abs(scale));
    }
}
