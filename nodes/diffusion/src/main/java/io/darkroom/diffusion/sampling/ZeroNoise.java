package io.darkroom.diffusion.sampling;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;

/**
 * No starting noise: for latents that carry their noise already.
 *
 * @param seed unsigned 64 bits; still drives the noise that samplers add on their way
 */
public record ZeroNoise(long seed) implements Noise {
    @Override
    public Tensor generate(Latent latent) {
        return Tensor.zeros(latent.samples().shape());
    }
}
