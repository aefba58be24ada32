package io.darkroom.api.sampling;

import io.darkroom.api.tensor.Tensor;

/** Hears of each finished sampler step. */
@FunctionalInterface
public interface StepListener {
    /**
     * @param step steps done, 1 to total
     * @param denoised the current prediction of the clean latent, at network scale
     */
    void stepped(int step, int total, Tensor denoised);
}
