package io.darkroom.onnx.network;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.SharedNetwork;
import java.util.Map;

/** The autoencoder of a checkpoint, or from a file of its own. */
final class KlVae implements Vae {
    /** Floats in memory at once for each pixel and channel of the widest level; measured while decoding 512x512. */
    private static final int FLOATS_PER_PIXEL_AND_CHANNEL = 6;

    private final SharedNetwork decoder;
    private final SharedNetwork encoder;
    private final int latentChannels;
    private final int downscale;
    private final int widestAtFullSize;

    KlVae(Workshop workshop, PatchedWeights weights) {
        Layers layers = workshop.layers(weights);
        this.latentChannels = layers.shape("post_quant_conv").size(1);
        this.downscale = 1 << (VaeGraph.levels(layers, "decoder.up") - 1);
        this.widestAtFullSize = layers.shape("decoder.up.0.block.0.norm1").size(0);
        this.decoder = workshop.network("VAE decoder", "vae decoder", weights, VaeGraph::drawDecoder);
        this.encoder = workshop.network("VAE encoder", "vae encoder", weights, VaeGraph::drawEncoder);
    }

    @Override
    public Tensor decode(Tensor latent, Cancellation cancellation) {
        LatentShapes.requireLatent(latent, latentChannels);
        Map<String, Tensor> in = Map.of(VaeGraph.LATENT, latent);
        return decoder.run(in, VaeGraph.PIXELS, cancellation);
    }

    @Override
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        LatentShapes.requirePixels(pixels, downscale);
        Map<String, Tensor> in = Map.of(VaeGraph.PIXELS, pixels);
        return encoder.run(in, VaeGraph.LATENT, cancellation);
    }

    @Override
    public int latentChannels() {
        return latentChannels;
    }

    @Override
    public int downscale() {
        return downscale;
    }

    @Override
    public long decodeBytes(long pixels) {
        return pixels * widestAtFullSize * FLOATS_PER_PIXEL_AND_CHANNEL * Float.BYTES;
    }
}
