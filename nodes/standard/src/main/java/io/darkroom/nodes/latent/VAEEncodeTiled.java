package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Vae;

@NodeInfo(
        id = "VAEEncodeTiled",
        name = "VAE Encode (Tiled)",
        category = "_for_testing",
        about = "Turns pictures into latents in tiles, which takes less memory.",
        traits = Trait.DURABLE)
public final class VAEEncodeTiled implements Node<VAEEncodeTiled.In, VAEEncodeTiled.Out> {
    /**
     * @param tileSize in pixels
     * @param overlap in pixels
     * @param temporalSize frames of video models, which there are none of here
     * @param temporalOverlap frames of video models
     */
    public record In(
            Image pixels,
            Vae vae,

            @Whole(def = 512, min = 64, max = 4096, step = 64)
            int tileSize,

            @Whole(def = 64, max = 4096, step = 32) int overlap,
            @Whole(def = 64, min = 8, max = 4096, step = 4) int temporalSize,
            @Whole(def = 8, min = 4, max = 4096, step = 4) int temporalOverlap) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        if (in.overlap() >= in.tileSize() / 2) {
            throw NodeException.atInput(
                    "overlap",
                    "Input \"overlap\" is " + in.overlap() + "; it must be less than half of the tile size, "
                            + in.tileSize() + ".");
        }
        return new Out(new Latent(VaePasses.encodeTiled(in.vae(), in.pixels(), in.tileSize(), in.overlap(), context)));
    }
}
