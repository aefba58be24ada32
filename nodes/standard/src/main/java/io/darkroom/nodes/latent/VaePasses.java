package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Vae;
import io.darkroom.nodes.image.Channels;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pictures through a VAE and back: at once, or in tiles where memory is short. */
final class VaePasses {
    private VaePasses() {}

    /** Decodes one item after another, which bounds memory and lets the user stop between them. */
    static Image decode(Vae vae, Tensor latent, Context context) {
        requireChannels(vae, latent);
        List<Tensor> pictures = new ArrayList<>();
        int batch = latent.shape().size(0);
        for (int i = 0; i < batch; i++) {
            context.progress(i, batch);
            pictures.add(vae.decode(latent.slice(i, i + 1), context.cancellation()));
        }
        return picture(Tensor.stack(pictures));
    }

    /**
     * Decodes in tiles, three times with tiles of other shapes, and takes the mean: seams of one pass lie within tiles of
     * the others.
     *
     * @param tile side in latent cells
     * @param overlap in latent cells, at most a quarter of the tile
     */
    static Image decodeTiled(Vae vae, Tensor latent, int tile, int overlap, Context context) {
        requireChannels(vae, latent);
        return picture(tiled(
                latent, tile, overlap, vae.downscale(), context, part -> vae.decode(part, context.cancellation())));
    }

    /** Encodes one picture after another. */
    static Tensor encode(Vae vae, Image image, Context context) {
        Tensor pixels = pixels(vae, image);
        List<Tensor> latents = new ArrayList<>();
        int batch = pixels.shape().size(0);
        for (int i = 0; i < batch; i++) {
            context.progress(i, batch);
            latents.add(vae.encode(pixels.slice(i, i + 1), context.cancellation()));
        }
        return Tensor.stack(latents);
    }

    /**
     * Encodes in tiles, as {@link #decodeTiled} decodes.
     *
     * @param tile side in pixels
     * @param overlap in pixels
     */
    static Tensor encodeTiled(Vae vae, Image image, int tile, int overlap, Context context) {
        return tiled(
                pixels(vae, image),
                tile,
                overlap,
                1.0 / vae.downscale(),
                context,
                part -> vae.encode(part, context.cancellation()));
    }

    private static Tensor tiled(
            Tensor input, int tile, int overlap, double scale, Context context, UnaryOperator<Tensor> network) {
        List<Tiles> passes = List.of(
                new Tiles(tile / 2, tile * 2, overlap),
                new Tiles(tile * 2, tile / 2, overlap),
                new Tiles(tile, tile, overlap));
        int total = input.shape().size(0)
                * passes.stream().mapToInt(pass -> pass.count(input.shape())).sum();
        int[] done = {0};
        Tensor sum = passes.stream()
                .map(pass -> pass.apply(input, scale, part -> {
                    context.progress(done[0]++, total);
                    return network.apply(part);
                }))
                .reduce(Tensor::plus)
                .orElseThrow();
        return sum.map(v -> v / passes.size());
    }

    /** [n, 3, h, w], -1 to 1; red, green and blue alone, cut evenly to whole latent cells. */
    private static Tensor pixels(Vae vae, Image image) {
        return cells(vae, Frame.channelsFirst(Channels.rgb(image))).map(v -> 2 * v - 1);
    }

    /** The middle of [n, c, h, w] in whole latent cells. */
    static Tensor cells(Vae vae, Tensor pixels) {
        int cell = vae.downscale();
        int height = pixels.shape().size(2);
        int width = pixels.shape().size(3);
        if (height < cell || width < cell) {
            throw new NodeException("A picture of " + width + " × " + height
                    + " is too small to encode; both sides need" + " at least " + cell + " pixels. Enlarge it first.");
        }
        return Frame.cut(pixels, width % cell / 2, height % cell / 2, width / cell * cell, height / cell * cell);
    }

    private static Image picture(Tensor decoded) {
        return Frame.channelsLast(decoded.map(v -> Math.max(0, Math.min(1, (v + 1) / 2))));
    }

    private static void requireChannels(Vae vae, Tensor latent) {
        if (latent.shape().size(1) != vae.latentChannels()) {
            throw NodeException.atInput(
                    "samples",
                    "The latent has " + latent.shape().size(1) + " channels, but this VAE decodes "
                            + vae.latentChannels() + ". Use the VAE of the model that made the latent.");
        }
    }
}
