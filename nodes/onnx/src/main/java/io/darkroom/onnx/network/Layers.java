package io.darkroom.onnx.network;

import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.Domain;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.Initializer;
import io.darkroom.onnx.session.Kernels;
import io.darkroom.onnx.session.Layout;
import io.darkroom.onnx.session.NetworkGraph;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers that the networks are made of, over named weights, in the operators of a plan. A layer's name is the beginning
 * of its weights' names ({@code NAME.weight}, {@code NAME.bias}).
 */
final class Layers {
    private final GraphBuilder g = new GraphBuilder();
    private final PatchedWeights weights;
    private final Plan plan;
    private final Operators operators;
    private final int block;
    private final List<Initializer> initializers = new ArrayList<>();
    private final Map<String, Value> values = new HashMap<>();

    Layers(PatchedWeights weights, Plan plan, Kernels kernels) {
        this.weights = weights;
        this.plan = plan;
        this.operators = plan == Plan.PORTABLE ? Operators.STANDARD : Operators.FUSED;
        this.block = plan == Plan.PACKED ? kernels.block() : 0;
    }

    GraphBuilder graph() {
        return g;
    }

    NetworkGraph finish() {
        return new NetworkGraph(g.toModel(), initializers);
    }

    boolean has(String layer) {
        return weights.has(layer + ".weight");
    }

    boolean hasBias(String layer) {
        return weights.has(layer + ".bias");
    }

    /** The shape of a layer's weight. */
    Shape shape(String layer) {
        return weights.shape(layer + ".weight");
    }

    /** A whole weight in its own shape. */
    Value weight(String key) {
        Shape shape = weights.shape(key);
        return weight(key, 0, shape.rank() == 0 ? 1 : shape.size(0), shape);
    }

    /** Rows of a weight, under any shape of the same count. */
    Value weight(String key, int from, int to, Shape shape) {
        ElementType type = plan == Plan.INSTANT ? weights.type(key) : ElementType.FLOAT32;
        Layout layout = plan == Plan.INSTANT ? new Layout.Stored() : new Layout.Widened();
        Value stored = initializer(key, from, to, layout, type, shape);
        return type == ElementType.FLOAT32
                ? stored
                : values.computeIfAbsent("float32 " + stored.name(), name -> g.cast(stored, ElementType.FLOAT32));
    }

    Value silu(Value x) {
        return operators.sigmoidGated(g, x, 1);
    }

    Value quickGelu(Value x) {
        return operators.sigmoidGated(g, x, 1.702); // the constant of CLIP's own approximation
    }

    Value gelu(Value x) {
        return operators.gelu(g, x);
    }

    /** A linear layer's outputs {@code from} (included) to {@code to} (excluded), then GELU. */
    Value linearGelu(Value x, String layer, int from, int to) {
        Value product = gemm(
                x,
                weight(
                        layer + ".weight",
                        from,
                        to,
                        Shape.of(to - from, shape(layer).size(1))));
        return operators.geluOfSum(g, product, weight(layer + ".bias", from, to, Shape.of(to - from)));
    }

    /** [rows, in] to [rows, out]. A 1x1 convolution's weights serve as well. */
    Value linear(Value x, String layer) {
        return linear(x, layer, 0, shape(layer).size(0));
    }

    /** A linear layer's outputs {@code from} (included) to {@code to} (excluded). */
    Value linear(Value x, String layer, int from, int to) {
        Value weight = weight(
                layer + ".weight", from, to, Shape.of(to - from, shape(layer).size(1)));
        return hasBias(layer)
                ? gemm(x, weight, weight(layer + ".bias", from, to, Shape.of(to - from)))
                : gemm(x, weight);
    }

    /** A linear layer without its bias, for those who add that later. */
    Value product(Value x, String layer) {
        Shape shape = shape(layer);
        return gemm(x, weight(layer + ".weight", 0, shape.size(0), Shape.of(shape.size(0), shape.size(1))));
    }

    private Value gemm(Value... in) {
        return g.op("Gemm", List.of(in), Attribute.of("transB", 1));
    }

    Value layerNorm(Value x, String layer) {
        return norm(layer).of(g, x);
    }

    /** x + bias + skip and its layer norm. */
    Operators.Normalised addAndNormalise(Value x, String bias, Value skip, String layer) {
        return operators.addAndNormalise(g, x, weight(bias), skip, norm(layer));
    }

    private Operators.Norm norm(String layer) {
        return new Operators.Norm(weight(layer + ".weight"), weight(layer + ".bias"), 1e-5);
    }

    /**
     * Group norm of 32 groups (Wu and He 2018, arXiv 1803.08494) over [n, c, h, w].
     *
     * <p>Instance norm over the groups, then scale and shift by channel: ONNX Runtime's own group norm has no kernel for the
     * processor, and the standard's expands to slower operators.
     */
    Value groupNorm(Value x, String layer, double epsilon) {
        int groups = 32;
        int channels = shape(layer).size(0);
        Value grouped = g.reshape(x, 0, groups, -1);
        Value normal = g.op(
                "InstanceNormalization",
                List.of(grouped, g.filled(groups, 1), g.filled(groups, 0)),
                Attribute.real("epsilon", epsilon));
        Value back = g.reshape(normal, g.shapeOf(x));
        Shape byChannel = Shape.of(channels, 1, 1);
        Value scaled = g.multiply(back, weight(layer + ".weight", 0, channels, byChannel));
        return g.add(scaled, weight(layer + ".bias", 0, channels, byChannel));
    }

    /** Attention over [n, tokens, width]. */
    Value attention(Value query, Value key, Value value, int heads, int width) {
        return attention(query, key, value, heads, width, Value.ABSENT);
    }

    Value attention(Value query, Value key, Value value, int heads, int width, Value bias) {
        return operators.attention(g, new Operators.Attended(query, key, value, heads, width, bias));
    }

    /** A convolution that keeps the size: 3x3 with a border of one, or 1x1. */
    Value conv(Value x, String layer) {
        int border = shape(layer).size(-1) / 2;
        return conv(x, layer, 1, border, border, border, border);
    }

    /**
     * A convolution.
     *
     * @param pads zeros added at the top, left, bottom, right
     */
    Value conv(Value x, String layer, int stride, long... pads) {
        Shape shape = shape(layer);
        List<Attribute> window = List.of(
                Attribute.list("kernel_shape", shape.size(2), shape.size(3)),
                Attribute.list("strides", stride, stride),
                Attribute.list("pads", pads),
                Attribute.list("dilations", 1, 1),
                Attribute.of("group", 1));
        if (!blocked(shape)) {
            return g.op("Conv", convInputs(x, weight(layer + ".weight"), layer), window.toArray(new Attribute[0]));
        }
        Value weight =
                initializer(layer + ".weight", 0, shape.size(0), new Layout.Blocked(), ElementType.FLOAT32, shape);
        return fromBlocks(blockedConv(toBlocks(x), weight, layer, window), shape.size(0));
    }

    /**
     * Doubles the size (nearest), then convolves 3x3.
     *
     * <p>In blocked form this is four 2x2 convolutions of the small image, one for each phase of the large one: the large
     * image's pixels are copies, so the weights that meet the same pixel are summed once, while loading. 4/9 of the work, and
     * no large intermediate image.
     */
    Value doubledConv(Value x, String layer) {
        Shape shape = shape(layer);
        if (!blocked(shape)) {
            return conv(enlarged(x, 2), layer);
        }
        Value small = toBlocks(x);
        Value[] phases = new Value[4];
        for (int phase = 0; phase < 4; phase++) {
            int row = phase / 2;
            int column = phase % 2;
            Layout layout = new Layout.BlockedPhase(row, column);
            Value weight = initializer(
                    layer + ".weight",
                    0,
                    shape.size(0),
                    layout,
                    ElementType.FLOAT32,
                    shape.with(2, 2).with(3, 2));
            List<Attribute> window = List.of(
                    Attribute.list("kernel_shape", 2, 2),
                    Attribute.list("strides", 1, 1),
                    Attribute.list("pads", 1 - row, 1 - column, row, column),
                    Attribute.list("dilations", 1, 1),
                    Attribute.of("group", 1));
            phases[phase] = fromBlocks(blockedConv(small, weight, layer, window), shape.size(0));
        }
        return g.op(
                "DepthToSpace",
                List.of(g.concat(1, phases)),
                Attribute.of("blocksize", 2),
                Attribute.of("mode", "DCR"));
    }

    /** Repeats each pixel, each way. */
    Value enlarged(Value x, int factor) {
        return resized(x, g.floats(new float[] {1, 1, factor, factor}, 4));
    }

    /** Negative numbers times a learnt factor for each channel. */
    Value parametricRelu(Value x, String layer) {
        int channels = shape(layer).size(0);
        Value factors = weight(layer + ".weight", 0, channels, Shape.of(channels, 1, 1));
        return g.op("PRelu", List.of(x, factors));
    }

    /** Grows to the height and width of another image (nearest), then convolves 3x3. */
    Value grownConv(Value x, Value like, String layer) {
        Value sizes = g.concat(0, g.shapeOf(x, 0, 2), g.shapeOf(like, 2, 4));
        return conv(resized(x, Value.ABSENT, sizes), layer);
    }

    private Value resized(Value x, Value... scalesThenSizes) {
        List<Value> in = new ArrayList<>(List.of(x, Value.ABSENT));
        in.addAll(List.of(scalesThenSizes));
        return g.op(
                "Resize",
                in,
                Attribute.of("mode", "nearest"),
                Attribute.of("coordinate_transformation_mode", "asymmetric"),
                Attribute.of("nearest_mode", "floor"));
    }

    private boolean blocked(Shape shape) {
        return block > 0 && shape.size(0) % block == 0 && shape.size(1) % block == 0;
    }

    private Value toBlocks(Value x) {
        return values.computeIfAbsent(
                "blocks of " + x.name(), name -> g.op(Domain.BLOCKED, "ReorderInput", List.of(x)));
    }

    private Value fromBlocks(Value x, int channels) {
        return g.op(Domain.BLOCKED, "ReorderOutput", List.of(x), Attribute.of("channels", channels));
    }

    private Value blockedConv(Value x, Value weight, String layer, List<Attribute> window) {
        return g.op(Domain.BLOCKED, "Conv", convInputs(x, weight, layer), window.toArray(new Attribute[0]));
    }

    private List<Value> convInputs(Value x, Value weight, String layer) {
        return hasBias(layer) ? List.of(x, weight, weight(layer + ".bias")) : List.of(x, weight);
    }

    private Value initializer(String key, int from, int to, Layout layout, ElementType type, Shape shape) {
        String name = key + "[" + from + ":" + to + "] " + shape + " " + layout;
        Value known = values.get(name);
        if (known == null) {
            Axis[] axes = Arrays.stream(shape.toArray()).mapToObj(Axis::of).toArray(Axis[]::new);
            known = g.input(name, type, axes);
            initializers.add(new Initializer(name, key, from, to, layout, shape));
            values.put(name, known);
        }
        return known;
    }
}
