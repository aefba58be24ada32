package io.darkroom.api.sampling;

import io.darkroom.api.tensor.Tensor;

/** Draws standard normal noise of the latent's shape; each call moves on. */
public interface NoiseSource {
    /** Fresh noise, independent of all drawn before: what ancestral samplers add. */
    Tensor next();

    /**
     * The normalised increment of a Brownian path between two noise levels: what SDE samplers add, so that the path does
     * not depend on how it is cut into steps.
     *
     * @param bounds the smallest and largest sigma of the whole run (which fix the path)
     */
    Tensor between(double sigma, double sigmaNext, Bounds bounds);

    /** The range a Brownian path spans. */
    record Bounds(double sigmaMin, double sigmaMax) {}
}
