package io.darkroom.nodes.load;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Vae;

/** The VAE of models that work on pixels: it changes nothing. */
public final class PixelSpaceVae implements Vae {
    @Override
    public Tensor decode(Tensor latent, Cancellation cancellation) {
        return latent;
    }

    @Override
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        return pixels;
    }

    @Override
    public int latentChannels() {
        return 3;
    }

    @Override
    public int downscale() {
        return 1;
    }

    @Override
    public long decodeBytes(long pixels) {
        return 0;
    }
}
