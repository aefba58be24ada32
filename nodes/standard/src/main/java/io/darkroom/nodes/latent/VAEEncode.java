package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Vae;

@NodeInfo(
        id = "VAEEncode",
        name = "VAE Encode",
        category = "latent",
        about = "Turns pictures into latents; in tiles if they do not fit into memory at once.",
        traits = Trait.DURABLE)
public final class VAEEncode implements Node<VAEEncode.In, VAEEncode.Out> {
    /** Pixels; the reference's retry when memory runs out. */
    private static final int TILE = 512;

    private static final int OVERLAP = 64;

    public record In(Image pixels, Vae vae) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        try {
            return new Out(new Latent(VaePasses.encode(in.vae(), in.pixels(), context)));
        } catch (NotEnoughMemoryException e) {
            context.warn("Memory does not suffice to encode the picture at once. It is encoded in tiles.");
            return new Out(new Latent(VaePasses.encodeTiled(in.vae(), in.pixels(), TILE, OVERLAP, context)));
        }
    }
}
