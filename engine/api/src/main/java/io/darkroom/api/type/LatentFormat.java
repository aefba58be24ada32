package io.darkroom.api.type;

/**
 * How a family of models scales its latents.
 *
 * @param channels latent channels
 * @param scale network scale = VAE scale times this
 * @param downscale pixels per latent cell, each way
 */
public record LatentFormat(int channels, double scale, int downscale) {
    /** SD 1.x and 2.x: the scaling_factor of their VAE config. */
    public static final LatentFormat STABLE_DIFFUSION = new LatentFormat(4, 0.18215, 8);
}
