package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;

/** A variational autoencoder as a handle: it loads on first use; safe for concurrent use. */
@Socket("VAE")
public interface Vae extends ModelHandle {
    /**
     * @param latent [n, c, h, w] at the VAE's own scale (as in {@link Latent})
     * @return [n, 3, h * downscale, w * downscale], nominally -1 to 1, not clamped
     */
    Tensor decode(Tensor latent, Cancellation cancellation);

    /**
     * @param pixels [n, 3, H, W], -1 to 1, H and W multiples of downscale
     * @return the mean of the posterior [n, c, H / downscale, W / downscale], at the VAE's own scale
     */
    Tensor encode(Tensor pixels, Cancellation cancellation);

    int latentChannels();

    /** Pixels per latent cell, each way: 8 for Stable Diffusion. */
    int downscale();

    /** Roughly how much memory decoding a picture of this many pixels takes at once, in bytes: decides when to tile. */
    long decodeBytes(long pixels);
}
