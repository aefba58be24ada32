package io.darkroom.api.sampling;

import io.darkroom.api.tensor.Tensor;

/**
 * Changes how the predictions for the positive and the negative prompt are joined, such as CFG rescale or dynamic
 * thresholding. Transforms of a model run in the order they were added; each sees the result of the one before.
 */
@FunctionalInterface
public interface GuidanceTransform {
    /** The new guided prediction of x0. */
    Tensor apply(Step step);

    /** Whether the negative prompt must be evaluated even at CFG 1. */
    default boolean needsUnconditional() {
        return false;
    }

    /**
     * One step's predictions; all tensors are [b, c, h, w] and, but for x, predictions of the clean latent.
     *
     * @param x the noisy latent
     * @param conditional the prediction for the positive prompt
     * @param unconditional the prediction for the negative prompt
     * @param guided the result so far: unconditional + scale * (conditional - unconditional), or the last transform's
     * @param sigma the noise level of x
     * @param scale the CFG scale
     */
    record Step(
            Tensor x,
            Tensor conditional,
            Tensor unconditional,
            Tensor guided,
            double sigma,
            double scale,
            NoiseSchedule schedule) {}
}
