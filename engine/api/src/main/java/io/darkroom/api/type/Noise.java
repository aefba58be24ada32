package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;

/** Where the starting noise comes from. */
@Socket("NOISE")
public interface Noise {
    /** The seed, unsigned 64 bits; also drives the noise that samplers add. */
    long seed();

    /** Noise for a latent, of its samples' shape. */
    Tensor generate(Latent latent);
}
