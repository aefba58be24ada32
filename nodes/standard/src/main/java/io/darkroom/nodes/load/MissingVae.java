package io.darkroom.nodes.load;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Vae;

/**
 * Stands where a file has no VAE: whoever encodes or decodes with it hears so.
 *
 * @param sentence what is missing, where, and what to do
 */
record MissingVae(String sentence) implements Vae {
    @Override
    public Tensor decode(Tensor latent, Cancellation cancellation) {
        throw new NodeException(sentence);
    }

    @Override
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        throw new NodeException(sentence);
    }

    @Override
    public int latentChannels() {
        return LatentFormat.STABLE_DIFFUSION.channels();
    }

    @Override
    public int downscale() {
        return LatentFormat.STABLE_DIFFUSION.downscale();
    }

    @Override
    public long decodeBytes(long pixels) {
        return 0;
    }
}
