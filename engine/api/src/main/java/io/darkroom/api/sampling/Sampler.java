package io.darkroom.api.sampling;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;

/** Walks a noisy latent down the sigmas. Stateless: everything a run needs comes in. */
@Socket("SAMPLER")
@FunctionalInterface
public interface Sampler {
    /**
     * @param x the start, already at noise level {@code sigmas.get(0)}
     * @return the latent at the last sigma
     */
    Tensor sample(Denoiser denoiser, Tensor x, Sigmas sigmas, SamplerRun run);

    /** Whether KSampler hands this sampler n + 1 steps with the last but one removed (dpm_2, uni_pc). */
    default boolean dropsPenultimateSigma() {
        return false;
    }

    /** Added to the seed for the noise of in-painting; ddim takes 1. */
    default long inpaintSeedOffset() {
        return 0;
    }
}
