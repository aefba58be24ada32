package io.darkroom.onnx.network;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.SharedNetwork;
import java.util.Map;
import java.util.Set;

/** An autoencoder over weights: that of Stable Diffusion, or the tiny one. */
final class LatentCodec implements Vae {
    /** Floats in memory at once for each pixel and channel of the widest full-size layer; measured while decoding 512x512. */
    private static final int FLOATS_PER_PIXEL_AND_CHANNEL = 6;

    private final SharedNetwork decoder;
    private final SharedNetwork encoder;
    private final Sizes sizes;

    LatentCodec(Workshop workshop, PatchedWeights weights) {
        Layers layers = workshop.layers(weights);
        if (TaesdGraph.isOne(layers)) {
            this.sizes = new Sizes(
                    layers.shape("decoder.1").size(1),
                    1 << TaesdGraph.doublings(layers),
                    layers.shape("decoder.1").size(0));
            this.decoder = workshop.network("TAESD decoder", "taesd decoder", weights, TaesdGraph::drawDecoder);
            this.encoder = workshop.network("TAESD encoder", "taesd encoder", weights, TaesdGraph::drawEncoder);
        } else {
            this.sizes = new Sizes(
                    layers.shape("post_quant_conv").size(1),
                    1 << (VaeGraph.levels(layers, "decoder.up") - 1),
                    layers.shape("decoder.up.0.block.0.norm1").size(0));
            this.decoder = workshop.network("VAE decoder", "vae decoder", weights, VaeGraph::drawDecoder);
            this.encoder = workshop.network("VAE encoder", "vae encoder", weights, VaeGraph::drawEncoder);
        }
    }

    /**
     * What a codec's weights say about it.
     *
     * @param widest channels of the widest layer at the picture's full size
     */
    private record Sizes(int latentChannels, int downscale, int widest) {}

    @Override
    public Tensor decode(Tensor latent, Cancellation cancellation) {
        LatentShapes.requireLatent(latent, sizes.latentChannels);
        return decoder.run(Map.of(VaeGraph.LATENT, latent), VaeGraph.PIXELS, cancellation);
    }

    @Override
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        LatentShapes.requirePixels(pixels, sizes.downscale);
        return encoder.run(Map.of(VaeGraph.PIXELS, pixels), VaeGraph.LATENT, cancellation);
    }

    @Override
    public Set<String> models() {
        return Set.of(decoder.id(), encoder.id());
    }

    @Override
    public int latentChannels() {
        return sizes.latentChannels;
    }

    @Override
    public int downscale() {
        return sizes.downscale;
    }

    @Override
    public long decodeBytes(long pixels) {
        return pixels * sizes.widest * FLOATS_PER_PIXEL_AND_CHANNEL * Float.BYTES;
    }
}
