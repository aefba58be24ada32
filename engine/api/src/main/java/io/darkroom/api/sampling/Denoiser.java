package io.darkroom.api.sampling;

import io.darkroom.api.tensor.Tensor;

/** Predicts the clean latent x0 from a noisy one, guidance included: D(x; sigma) of Karras et al. 2022 (arXiv 2206.00364). */
@FunctionalInterface
public interface Denoiser {
    /**
     * @param x noisy latent [b, c, h, w] at network scale
     * @param sigma noise level, in units of the clean latent's standard deviation
     * @return the predicted clean latent, of x's shape
     */
    Tensor denoise(Tensor x, double sigma);

    /**
     * The prediction together with the one for the negative prompt alone, which the *_cfg_pp samplers need.
     */
    default Prediction predict(Tensor x, double sigma) {
        Tensor denoised = denoise(x, sigma);
        return new Prediction(denoised, denoised);
    }

    /**
     * @param denoised the guided prediction
     * @param unconditional the prediction for the negative prompt
     */
    record Prediction(Tensor denoised, Tensor unconditional) {}
}
