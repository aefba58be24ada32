package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Vae;

@NodeInfo(
        id = "VAEDecodeTiled",
        name = "VAE Decode (Tiled)",
        category = "_for_testing",
        about = "Turns latents into pictures in tiles, which takes less memory.")
public final class VAEDecodeTiled implements Node<VAEDecodeTiled.In, VAEDecodeTiled.Out> {
    /**
     * @param tileSize in pixels
     * @param overlap in pixels; cut to a quarter of the tile
     * @param temporalSize frames of video models, which there are none of here
     * @param temporalOverlap frames of video models
     */
    public record In(
            Latent samples,
            Vae vae,

            @Whole(def = 512, min = 64, max = 4096, step = 32)
            int tileSize,

            @Whole(def = 64, max = 4096, step = 32) int overlap,
            @Whole(def = 64, min = 8, max = 4096, step = 4) int temporalSize,
            @Whole(def = 8, min = 4, max = 4096, step = 4) int temporalOverlap) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        int overlap = in.tileSize() < 4 * in.overlap() ? in.tileSize() / 4 : in.overlap();
        int cell = in.vae().downscale();
        return new Out(
                VaePasses.decodeTiled(in.vae(), in.samples().samples(), in.tileSize() / cell, overlap / cell, context));
    }
}
