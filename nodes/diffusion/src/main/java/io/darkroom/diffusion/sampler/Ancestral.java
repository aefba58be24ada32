package io.darkroom.diffusion.sampler;

/**
 * A step that overshoots to the level {@code down} and comes back to {@code next} by fresh noise of deviation {@code up}:
 * up^2 = next^2 (1 - next^2 / sigma^2), down^2 = next^2 - up^2 (Song et al. 2020, arXiv 2010.02502, eq. 16 with eta 1, in
 * terms of sigma).
 */
record Ancestral(double down, double up) {
    /** No fresh noise where sigma rises: there the formula has none to replace. */
    static Ancestral of(double sigma, double next) {
        if (next >= sigma) {
            return new Ancestral(next, 0);
        }
        double q = next / sigma;
        return new Ancestral(next * q, next * Math.sqrt(1 - q * q));
    }
}
