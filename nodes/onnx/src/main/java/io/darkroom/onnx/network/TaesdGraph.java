package io.darkroom.onnx.network;

import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.NetworkGraph;
import java.util.List;

/**
 * The tiny autoencoder (github.com/madebyollin/taesd): numbered layers, of which those without weights (activations, doublings)
 * are told from their neighbours.
 */
final class TaesdGraph {
    private static final double LATENT_SCALE =
            0.18215; // it works at the scale of the UNet: SD 1/2 VAE config, scaling_factor
    private static final int LAYERS = 32; // more than either half has

    private final Layers layers;
    private final GraphBuilder g;

    private TaesdGraph(Layers layers) {
        this.layers = layers;
        this.g = layers.graph();
    }

    /** Latents at the VAE's own scale to pixels of -1 to 1. */
    static NetworkGraph drawDecoder(Layers layers) {
        return new TaesdGraph(layers).decoder();
    }

    /** Pixels of -1 to 1 to latents at the VAE's own scale. */
    static NetworkGraph drawEncoder(Layers layers) {
        return new TaesdGraph(layers).encoder();
    }

    static boolean isOne(Layers layers) {
        return layers.has("decoder.1") && layers.has("decoder.3.conv.0");
    }

    /** How often the decoder doubles the size: before each convolution that has no bias. */
    static int doublings(Layers layers) {
        int doublings = 0;
        for (int i = 0; i < LAYERS; i++) {
            doublings += doubles(layers, "decoder." + i) ? 1 : 0;
        }
        return doublings;
    }

    private static boolean doubles(Layers layers, String layer) {
        return layers.has(layer) && !layers.hasBias(layer);
    }

    private NetworkGraph decoder() {
        int channels = layers.shape("decoder.1").size(1);
        Value latent = g.input(VaeGraph.LATENT, ElementType.FLOAT32, VaeGraph.axes(channels, "h", "w"));
        // Soft limit to -3 .. 3: tanh(x / 3) * 3.
        Value h = g.multiply(latent, g.scalar(LATENT_SCALE / 3));
        h = g.multiply(g.op("Tanh", List.of(h)), g.scalar(3));
        h = relu(layers.conv(h, "decoder.1"));
        for (int i = 2; i < LAYERS; i++) {
            String layer = "decoder." + i;
            if (layers.has(layer + ".conv.0")) {
                h = block(h, layer);
            } else if (doubles(layers, layer)) {
                h = layers.doubledConv(h, layer);
            } else if (layers.has(layer)) {
                h = layers.conv(h, layer);
            }
        }
        Value pixels = g.add(g.multiply(h, g.scalar(2)), g.scalar(-1));
        g.output(VaeGraph.PIXELS, pixels, ElementType.FLOAT32, VaeGraph.axes(3, "H", "W"));
        return layers.finish();
    }

    private NetworkGraph encoder() {
        Value pixels = g.input(VaeGraph.PIXELS, ElementType.FLOAT32, VaeGraph.axes(3, "H", "W"));
        Value h = g.add(g.multiply(pixels, g.scalar(0.5)), g.scalar(0.5));
        int channels = 0;
        for (int i = 0; i < LAYERS; i++) {
            String layer = "encoder." + i;
            if (layers.has(layer + ".conv.0")) {
                h = block(h, layer);
            } else if (layers.has(layer)) {
                h = layers.hasBias(layer) ? layers.conv(h, layer) : layers.conv(h, layer, 2, 1, 1, 1, 1);
                channels = layers.shape(layer).size(0);
            }
        }
        Value latent = g.multiply(h, g.scalar(1 / LATENT_SCALE));
        Axis[] axes = VaeGraph.axes(channels, "h", "w");
        g.output(VaeGraph.LATENT, latent, ElementType.FLOAT32, axes);
        return layers.finish();
    }

    private Value block(Value x, String block) {
        Value h = relu(layers.conv(x, block + ".conv.0"));
        h = relu(layers.conv(h, block + ".conv.2"));
        h = layers.conv(h, block + ".conv.4");
        Value skip = layers.has(block + ".skip") ? layers.conv(x, block + ".skip") : x;
        return relu(g.add(h, skip));
    }

    private Value relu(Value x) {
        return g.op("Relu", List.of(x));
    }
}
