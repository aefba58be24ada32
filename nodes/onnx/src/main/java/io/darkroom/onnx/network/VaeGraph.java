package io.darkroom.onnx.network;

import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.NetworkGraph;
import java.util.List;

/** The two halves of the autoencoder of latent diffusion (Rombach et al. 2022), of any size. */
final class VaeGraph {
    static final String LATENT = "latent";
    static final String PIXELS = "pixels";

    private static final double NORM_EPSILON = 1e-6;

    private final Layers layers;
    private final GraphBuilder g;

    private VaeGraph(Layers layers) {
        this.layers = layers;
        this.g = layers.graph();
    }

    /** Latents at the VAE's own scale to pixels of -1 to 1. */
    static NetworkGraph drawDecoder(Layers layers) {
        return new VaeGraph(layers).decoder();
    }

    /** Pixels of -1 to 1 to the mean of the latents' distribution, at the VAE's own scale. */
    static NetworkGraph drawEncoder(Layers layers) {
        return new VaeGraph(layers).encoder();
    }

    /** How many levels a half has, {@code decoder.up} or {@code encoder.down}. */
    static int levels(Layers layers, String side) {
        int levels = 0;
        while (layers.has(side + "." + levels + ".block.0.norm1")) {
            levels++;
        }
        return levels;
    }

    private NetworkGraph decoder() {
        int channels = layers.shape("post_quant_conv").size(1);
        Value h = g.input(LATENT, ElementType.FLOAT32, axes(channels, "h", "w"));
        h = layers.conv(h, "post_quant_conv");
        h = layers.conv(h, "decoder.conv_in");
        h = middle(h, "decoder.mid");
        for (int level = levels(layers, "decoder.up") - 1; level >= 0; level--) {
            h = blocks(h, "decoder.up." + level);
            String grow = "decoder.up." + level + ".upsample.conv";
            h = layers.has(grow) ? layers.doubledConv(h, grow) : h;
        }
        h = layers.conv(normalised(h, "decoder.norm_out"), "decoder.conv_out");
        g.output(PIXELS, h, ElementType.FLOAT32, axes(3, "H", "W"));
        return layers.finish();
    }

    private NetworkGraph encoder() {
        Value h = g.input(PIXELS, ElementType.FLOAT32, axes(3, "H", "W"));
        h = layers.conv(h, "encoder.conv_in");
        for (int level = 0; level < levels(layers, "encoder.down"); level++) {
            h = blocks(h, "encoder.down." + level);
            String shrink = "encoder.down." + level + ".downsample.conv";
            h = layers.has(shrink) ? layers.conv(h, shrink, 2, 0, 0, 1, 1) : h;
        }
        h = middle(h, "encoder.mid");
        h = layers.conv(normalised(h, "encoder.norm_out"), "encoder.conv_out");
        h = layers.conv(h, "quant_conv");
        // Mean and logarithm of the variance, one after the other; only the mean is of use.
        int channels = layers.shape("quant_conv").size(0) / 2;
        Value mean = g.op("Slice", List.of(h, g.longs(0), g.longs(channels), g.longs(1)));
        g.output(LATENT, mean, ElementType.FLOAT32, axes(channels, "h", "w"));
        return layers.finish();
    }

    private Value blocks(Value x, String level) {
        Value h = x;
        for (int i = 0; layers.has(level + ".block." + i + ".norm1"); i++) {
            h = residual(h, level + ".block." + i);
        }
        return h;
    }

    private Value residual(Value x, String block) {
        Value h = layers.conv(normalised(x, block + ".norm1"), block + ".conv1");
        h = layers.conv(normalised(h, block + ".norm2"), block + ".conv2");
        String shortcut = block + ".nin_shortcut";
        return g.add(layers.has(shortcut) ? layers.conv(x, shortcut) : x, h);
    }

    private Value normalised(Value x, String norm) {
        return layers.silu(layers.groupNorm(x, norm, NORM_EPSILON));
    }

    private Value middle(Value x, String middle) {
        return residual(attention(residual(x, middle + ".block_1"), middle + ".attn_1"), middle + ".block_2");
    }

    /** Self-attention of all pixels, with one head. */
    private Value attention(Value x, String layer) {
        int width = layers.shape(layer + ".norm").size(0);
        Value normal = layers.groupNorm(x, layer + ".norm", NORM_EPSILON);
        Value rows = g.reshape(g.transpose(normal, 0, 2, 3, 1), -1, width);
        Value shape = g.concat(0, g.shapeOf(x, 0, 1), g.longs(-1, width));
        Value query = g.reshape(layers.linear(rows, layer + ".q"), shape);
        Value key = g.reshape(layers.linear(rows, layer + ".k"), shape);
        Value value = g.reshape(layers.linear(rows, layer + ".v"), shape);
        Value attended = layers.attention(query, key, value, 1, width);
        Value out = layers.linear(g.reshape(attended, -1, width), layer + ".proj_out");
        Value pixels = g.concat(0, g.shapeOf(x, 0, 1), g.shapeOf(x, 2, 4), g.longs(width));
        return g.add(x, g.transpose(g.reshape(out, pixels), 0, 3, 1, 2));
    }

    static Axis[] axes(int channels, String height, String width) {
        return new Axis[] {Axis.named("n"), Axis.of(channels), Axis.named(height), Axis.named(width)};
    }
}
