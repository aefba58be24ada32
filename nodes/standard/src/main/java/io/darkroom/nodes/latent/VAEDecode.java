package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Vae;

@NodeInfo(
        id = "VAEDecode",
        name = "VAE Decode",
        category = "latent",
        about = "Turns latents into pictures; in tiles if they do not fit into memory at once.")
public final class VAEDecode implements Node<VAEDecode.In, VAEDecode.Out> {
    /** Latent cells; the reference's retry when memory runs out. */
    private static final int TILE = 64;

    private static final int OVERLAP = 16;

    private static final String TILED = " It is decoded in tiles; colours may differ a little.";

    private final long memoryBudget;

    /**
     * @param memoryBudget bytes that decoding one picture may take
     */
    public VAEDecode(long memoryBudget) {
        this.memoryBudget = memoryBudget;
    }

    public record In(Latent samples, Vae vae) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        Tensor latent = in.samples().samples();
        long pixels = (long) latent.shape().size(2)
                * latent.shape().size(3)
                * in.vae().downscale()
                * in.vae().downscale();
        long needed = in.vae().decodeBytes(pixels);
        if (needed <= memoryBudget) {
            try {
                return new Out(VaePasses.decode(in.vae(), latent, context));
            } catch (NotEnoughMemoryException e) {
                context.warn("Memory does not suffice to decode the picture at once." + TILED);
            }
        } else {
            context.warn("Decoding at once would take " + (needed >> 20) + " MB, more than the " + (memoryBudget >> 20)
                    + " MB allowed." + TILED);
        }
        return new Out(VaePasses.decodeTiled(in.vae(), latent, TILE, OVERLAP, context));
    }
}
