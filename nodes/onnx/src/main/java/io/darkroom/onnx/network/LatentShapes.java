package io.darkroom.onnx.network;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/** Refuses tensors that an autoencoder cannot take. */
final class LatentShapes {
    private LatentShapes() {}

    static void requireLatent(Tensor latent, int channels) {
        Shape shape = latent.shape();
        if (shape.rank() != 4 || shape.size(1) != channels) {
            throw new NodeException("The VAE decodes latents of " + channels + " channels, but this one has the shape "
                    + shape + ". Use the VAE that belongs to the model.");
        }
    }

    static void requirePixels(Tensor pixels, int downscale) {
        Shape shape = pixels.shape();
        if (shape.rank() != 4 || shape.size(1) != 3) {
            throw new NodeException("The VAE encodes pictures of 3 channels, but this one has the shape " + shape
                    + ". Take its alpha channel away first.");
        }
        if (shape.size(2) % downscale != 0 || shape.size(3) % downscale != 0) {
            throw new NodeException("The VAE encodes pictures whose sides are multiples of " + downscale
                    + ", but this one is " + shape.size(3) + " x " + shape.size(2) + ". Crop or scale it first.");
        }
    }
}
