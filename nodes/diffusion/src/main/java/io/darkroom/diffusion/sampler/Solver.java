package io.darkroom.diffusion.sampler;

import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.tensor.Tensor;

/** The formula of a sampler for one step. Made anew for each run, so it may remember earlier steps. */
@FunctionalInterface
interface Solver {
    /**
     * @param x the latent at noise level sigma, above 0
     * @param x0 the denoiser's prediction for it
     * @param next the noise level to reach; 0 at the end
     * @return the latent at noise level next
     */
    Tensor step(Tensor x, Tensor x0, double sigma, double next);

    /** Makes the solver of one run. */
    @FunctionalInterface
    interface Factory {
        Solver begin(Run run);
    }

    /**
     * What a solver may use besides the prediction it is handed.
     *
     * @param denoiser for formulas that evaluate the model more than once a step
     * @param bounds the smallest positive and the largest sigma of the run
     */
    record Run(Denoiser denoiser, NoiseSource noise, NoiseSource.Bounds bounds, int steps) {
        Tensor brownian(double sigma, double next) {
            return noise.between(sigma, next, bounds);
        }
    }
}
