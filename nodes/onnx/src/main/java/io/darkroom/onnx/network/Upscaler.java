package io.darkroom.onnx.network;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.weights.UnusableFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network that enlarges pictures. */
final class Upscaler implements UpscaleModel {
    /** What training scripts put before all names: the averaged weights first, they are the better ones. */
    private static final List<String> PREFIXES = List.of("", "params_ema.", "params.");

    private static final int COLOURS = 3;

    private final SharedNetwork network;
    private final int scale;
    private final int fold;

    private Upscaler(SharedNetwork network, int scale, int fold) {
        this.network = network;
        this.scale = scale;
        this.fold = fold;
    }

    static Upscaler of(Workshop workshop, PatchedWeights weights) {
        Layers layers = workshop.layers(weights);
        for (String prefix : PREFIXES) {
            Optional<EsrganNames> names = EsrganNames.of(layers, prefix);
            if (names.isPresent()) {
                return esrgan(workshop, weights, names.get());
            }
            if (layers.has(prefix + "body.0") && layers.has(prefix + "body.1")) {
                return compact(workshop, weights, prefix);
            }
        }
        throw new UnusableFileException("This upscale model (" + weights.identity()
                + ") is neither an ESRGAN nor a compact Real-ESRGAN network; only these are supported.");
    }

    /** Models for scale 2 and 1 are made from that for 4 by folding the picture into more channels first. */
    private static Upscaler esrgan(Workshop workshop, PatchedWeights weights, EsrganNames names) {
        Layers layers = workshop.layers(weights);
        int fold = root(layers.shape(names.first()).size(1), names.first());
        int scale = (1 << names.growing().size()) / fold;
        if (scale < 1) {
            throw unfitting(names.first());
        }
        return new Upscaler(
                workshop.network("upscale model", "esrgan", weights, drawn -> UpscalerGraph.drawEsrgan(drawn, names)),
                scale,
                fold);
    }

    private static Upscaler compact(Workshop workshop, PatchedWeights weights, String prefix) {
        Layers layers = workshop.layers(weights);
        int last = 0;
        while (layers.has(prefix + "body." + (last + 1))) {
            last++;
        }
        String layer = prefix + "body." + last;
        int scale = root(layers.shape(layer).size(0), layer);
        return new Upscaler(
                workshop.network(
                        "upscale model", "compact", weights, drawn -> UpscalerGraph.drawCompact(drawn, prefix, scale)),
                scale,
                1);
    }

    /** The side of the square of pixels that so many channels hold. */
    private static int root(int channels, String layer) {
        int root = (int) Math.round(Math.sqrt((double) channels / COLOURS));
        if (root < 1 || root * root * COLOURS != channels) {
            throw unfitting(layer);
        }
        return root;
    }

    private static UnusableFileException unfitting(String layer) {
        return new UnusableFileException("The upscale model's layer \"" + layer
                + "\" does not have a number of channels that fits colour pictures; use another model.");
    }

    @Override
    public Set<String> models() {
        return Set.of(network.id());
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public Tensor upscale(Tensor pixels, Cancellation cancellation) {
        Shape shape = pixels.shape();
        if (shape.rank() != 4 || shape.size(1) != COLOURS) {
            throw new NodeException("The upscale model takes pictures of 3 channels, but this one has the shape "
                    + shape + ". Take its alpha channel away first.");
        }
        Tensor folded = fold == 1 ? pixels : PixelFolding.fold(pixels, fold);
        Tensor enlarged = network.run(Map.of(UpscalerGraph.PIXELS, folded), UpscalerGraph.ENLARGED, cancellation);
        return PixelFolding.crop(enlarged, shape.size(2) * scale, shape.size(3) * scale);
    }
}
