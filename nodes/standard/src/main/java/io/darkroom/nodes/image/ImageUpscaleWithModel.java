package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Tiles;

@NodeInfo(
        id = "ImageUpscaleWithModel",
        name = "Upscale Image (using Model)",
        category = "image/upscaling",
        about = "Enlarges pictures with a network, in tiles.")
public final class ImageUpscaleWithModel implements Node<ImageUpscaleWithModel.In, ImageUpscaleWithModel.Out> {
    /** Pixels of the input, as in the reference; halved as long as memory does not suffice. */
    private static final int TILE = 512;

    private static final int SMALLEST_TILE = 128;
    private static final int OVERLAP = 32;

    public record In(UpscaleModel upscaleModel, Image image) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        Tensor pixels = Frame.channelsFirst(Channels.rgb(in.image()));
        for (int tile = TILE; ; tile /= 2) {
            try {
                Tensor larger = upscale(in.upscaleModel(), pixels, tile, context);
                return new Out(Frame.channelsLast(larger.map(v -> Math.max(0, Math.min(1, v)))));
            } catch (NotEnoughMemoryException e) {
                if (tile == SMALLEST_TILE) {
                    throw e;
                }
                context.warn("Memory does not suffice for tiles of " + tile + " pixels; tiles of " + tile / 2
                        + " are tried.");
            }
        }
    }

    private static Tensor upscale(UpscaleModel model, Tensor pixels, int tile, Context context) {
        Tiles tiles = new Tiles(tile, tile, OVERLAP);
        int total = tiles.count(pixels.shape()) * pixels.shape().size(0);
        int[] done = {0};
        return tiles.apply(pixels, model.scale(), part -> {
            context.progress(done[0]++, total);
            return model.upscale(part, context.cancellation());
        });
    }
}
