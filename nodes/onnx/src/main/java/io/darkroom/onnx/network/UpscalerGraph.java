package io.darkroom.onnx.network;

import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.NetworkGraph;
import java.util.List;

/**
 * Networks that enlarge pictures: ESRGAN's RRDBNet (Wang et al. 2018, arXiv 1809.00219) and Real-ESRGAN's compact SRVGGNet
 * (Wang et al. 2021, arXiv 2107.10833).
 */
final class UpscalerGraph {
    static final String PIXELS = "pixels";
    static final String ENLARGED = "enlarged";

    private static final double LEAK = 0.2; // of ESRGAN's leaky ReLU
    private static final double RESIDUAL = 0.2; // how much of its branch each block adds

    private final Layers layers;
    private final GraphBuilder g;

    private UpscalerGraph(Layers layers) {
        this.layers = layers;
        this.g = layers.graph();
    }

    /** Draws ESRGAN; its input is folded beforehand: [n, 3 * fold², h / fold, w / fold]. */
    static NetworkGraph drawEsrgan(Layers layers, EsrganNames names) {
        return new UpscalerGraph(layers).esrgan(names);
    }

    /** Draws the compact network. */
    static NetworkGraph drawCompact(Layers layers, String prefix, int scale) {
        return new UpscalerGraph(layers).compact(prefix, scale);
    }

    private NetworkGraph esrgan(EsrganNames names) {
        Value first = layers.conv(input(layers.shape(names.first()).size(1)), names.first());
        Value h = first;
        for (int block = 0; layers.has(names.dense(block, 1, 1)); block++) {
            Value inner = h;
            for (int dense = 1; dense <= 3; dense++) {
                inner = dense(inner, names, block, dense);
            }
            h = g.add(h, g.multiply(inner, g.scalar(RESIDUAL)));
        }
        h = g.add(first, layers.conv(h, names.body()));
        for (String grow : names.growing()) {
            h = leaky(layers.doubledConv(h, grow));
        }
        h = leaky(layers.conv(h, names.beforeLast()));
        return output(layers.conv(h, names.last()));
    }

    /** Five convolutions, each of which sees what all before it put out. */
    private Value dense(Value x, EsrganNames names, int block, int dense) {
        Value seen = x;
        for (int i = 1; i <= 4; i++) {
            seen = g.concat(1, seen, leaky(layers.conv(seen, names.dense(block, dense, i))));
        }
        Value last = layers.conv(seen, names.dense(block, dense, 5));
        return g.add(x, g.multiply(last, g.scalar(RESIDUAL)));
    }

    private NetworkGraph compact(String prefix, int scale) {
        Value pixels = input(layers.shape(prefix + "body.0").size(1));
        Value h = pixels;
        for (int i = 0; layers.has(prefix + "body." + i); i++) {
            String layer = prefix + "body." + i;
            h = layers.shape(layer).rank() == 4 ? layers.conv(h, layer) : layers.parametricRelu(h, layer);
        }
        Value detail = g.op("DepthToSpace", List.of(h), Attribute.of("blocksize", scale), Attribute.of("mode", "CRD"));
        return output(g.add(detail, layers.enlarged(pixels, scale)));
    }

    private Value input(int channels) {
        Axis[] axes = {Axis.named("n"), Axis.of(channels), Axis.named("h"), Axis.named("w")};
        return g.input(PIXELS, ElementType.FLOAT32, axes);
    }

    private NetworkGraph output(Value pixels) {
        Axis[] axes = {Axis.named("n"), Axis.of(3), Axis.named("H"), Axis.named("W")};
        g.output(ENLARGED, pixels, ElementType.FLOAT32, axes);
        return layers.finish();
    }

    private Value leaky(Value x) {
        return g.op("LeakyRelu", List.of(x), Attribute.real("alpha", LEAK));
    }
}
