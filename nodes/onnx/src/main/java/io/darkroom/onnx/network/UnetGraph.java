package io.darkroom.onnx.network;

import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.NetworkGraph;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The denoising UNet of latent diffusion (Rombach et al. 2022, arXiv 2112.10752), of any size: levels, depth, widths and heads
 * follow from the weights' names and shapes.
 *
 * <p>It predicts for several prompts over the same latents: x is [images, c, h, w], the context [prompts * images, tokens,
 * width], prompt by prompt. What lies before the first cross-attention does not see the prompts and runs once.
 */
final class UnetGraph {
    static final String X = "x";
    static final String TIMESTEP = "timestep";
    static final String CONTEXT = "context";
    static final String OUT = "out";

    private static final double NORM_EPSILON = 1e-5; // of the residual blocks; the transformers' group norm has 1e-6
    private static final double TRANSFORMER_NORM_EPSILON = 1e-6;
    private static final int HEAD_WIDTH = 64; // of SD 2.x; SD 1.x has eight heads at every width
    private static final int HEADS_OF_SD1 = 8;

    /** How the up path finds its sizes. */
    enum Growth {
        /** Each level has exactly double the size of the one below: height and width divide by all down-samplings. */
        DOUBLE,
        /** Each level takes the size of the skip connection that it meets, for all other sizes. */
        TO_SKIP
    }

    private final Layers layers;
    private final GraphBuilder g;
    private final Growth growth;
    private final Deque<Value> skips = new ArrayDeque<>();
    private final Map<String, Value> shapes = new HashMap<>(); // of tokens, by batch and width
    private final Value context;
    private final Value contextRows;
    private final Value timeEmbedding;
    private Value batch;
    private Value h;
    private boolean promptsSeen;

    private UnetGraph(Layers layers, Growth growth) {
        this.layers = layers;
        this.g = layers.graph();
        this.growth = growth;
        int channels = layers.shape("input_blocks.0.0").size(1);
        int width = contextWidth(layers);
        h = g.input(X, ElementType.FLOAT32, Axis.named("images"), Axis.of(channels), Axis.named("h"), Axis.named("w"));
        Value timestep = g.input(TIMESTEP, ElementType.FLOAT32, Axis.of(1));
        Axis[] contextAxes = {Axis.named("prompts*images"), Axis.named("tokens"), Axis.of(width)};
        context = g.input(CONTEXT, ElementType.FLOAT32, contextAxes);
        contextRows = g.reshape(context, -1, width);
        batch = g.shapeOf(h, 0, 1);
        timeEmbedding = timeEmbedding(timestep);
    }

    static NetworkGraph draw(Layers layers, Growth growth) {
        return new UnetGraph(layers, growth).draw();
    }

    /** The width of the prompts' tokens. */
    static int contextWidth(Layers layers) {
        for (int i = 1; hasBlock(layers, "input_blocks." + i); i++) {
            String key = "input_blocks." + i + ".1.transformer_blocks.0.attn2.to_k";
            if (layers.has(key)) {
                return layers.shape(key).size(1);
            }
        }
        return layers.shape("middle_block.1.transformer_blocks.0.attn2.to_k").size(1);
    }

    /** How often the down path halves the size. */
    static int halvings(Layers layers) {
        int halvings = 0;
        for (int i = 1; hasBlock(layers, "input_blocks." + i); i++) {
            halvings += layers.has("input_blocks." + i + ".0.op") ? 1 : 0;
        }
        return halvings;
    }

    private static boolean hasBlock(Layers layers, String name) {
        return layers.has(name + ".0.in_layers.0") || layers.has(name + ".0.op");
    }

    private NetworkGraph draw() {
        h = layers.conv(h, "input_blocks.0.0");
        skips.push(h);
        for (int i = 1; hasBlock(layers, "input_blocks." + i); i++) {
            String block = "input_blocks." + i;
            if (layers.has(block + ".0.op")) {
                h = layers.conv(h, block + ".0.op", 2, 1, 1, 1, 1);
            } else {
                residual(block + ".0");
                transformerIfAny(block + ".1");
            }
            skips.push(h);
        }
        residual("middle_block.0");
        transformerIfAny("middle_block.1");
        residual("middle_block.2");
        for (int i = 0; hasBlock(layers, "output_blocks." + i); i++) {
            String block = "output_blocks." + i;
            h = g.concat(1, h, skips.pop());
            residual(block + ".0");
            transformerIfAny(block + ".1");
            growIfAny(block + ".1.conv");
            growIfAny(block + ".2.conv");
        }
        h = layers.silu(layers.groupNorm(h, "out.0", NORM_EPSILON));
        h = layers.conv(h, "out.2");
        int channels = layers.shape("out.2").size(0);
        Axis[] axes = {Axis.named("prompts*images"), Axis.of(channels), Axis.named("h"), Axis.named("w")};
        g.output(OUT, h, ElementType.FLOAT32, axes);
        return layers.finish();
    }

    /** Sinusoids of the time step (Vaswani et al. 2017, section 3.5), then two linear layers and the SiLU that all blocks apply. */
    private Value timeEmbedding(Value timestep) {
        int half = layers.shape("time_embed.0").size(1) / 2;
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = (float) Math.exp(-Math.log(10000) * i / half);
        }
        Value angles = g.multiply(g.reshape(timestep, 1, 1), g.floats(frequencies, 1, half));
        Value sinusoids = g.concat(1, g.op("Cos", List.of(angles)), g.op("Sin", List.of(angles)));
        Value hidden = layers.silu(layers.linear(sinusoids, "time_embed.0"));
        return layers.silu(layers.linear(hidden, "time_embed.2"));
    }

    private void residual(String block) {
        Value x = h;
        h = layers.silu(layers.groupNorm(h, block + ".in_layers.0", NORM_EPSILON));
        h = layers.conv(h, block + ".in_layers.2");
        Value time = layers.linear(timeEmbedding, block + ".emb_layers.1");
        h = g.add(h, g.reshape(time, 1, -1, 1, 1));
        h = layers.silu(layers.groupNorm(h, block + ".out_layers.0", NORM_EPSILON));
        h = layers.conv(h, block + ".out_layers.3");
        Value skip = layers.has(block + ".skip_connection") ? layers.conv(x, block + ".skip_connection") : x;
        h = g.add(skip, h);
    }

    private void growIfAny(String conv) {
        if (layers.has(conv)) {
            h = growth == Growth.DOUBLE ? layers.doubledConv(h, conv) : layers.grownConv(h, skips.element(), conv);
        }
    }

    /** Self-attention, cross-attention and a gated feed-forward layer, over the image as rows of pixels. */
    private void transformerIfAny(String block) {
        if (!layers.has(block + ".proj_in")) {
            return;
        }
        int width = layers.shape(block + ".norm").size(0);
        boolean convolutions = layers.shape(block + ".proj_in").rank() == 4; // as SD 1.x stores them
        int heads = convolutions ? HEADS_OF_SD1 : Math.max(1, width / HEAD_WIDTH);
        Value x = h;
        Value normal = layers.groupNorm(h, block + ".norm", TRANSFORMER_NORM_EPSILON);
        Value rows = g.reshape(g.transpose(normal, 0, 2, 3, 1), -1, width);
        rows = layers.linear(rows, block + ".proj_in");
        for (int depth = 0; layers.has(block + ".transformer_blocks." + depth + ".norm1"); depth++) {
            String layer = block + ".transformer_blocks." + depth;
            Value self = layers.layerNorm(rows, layer + ".norm1");
            self = attention(self, self, batch, layer + ".attn1", heads, width);
            var sum = layers.addAndNormalise(self, layer + ".attn1.to_out.0.bias", rows, layer + ".norm2");
            if (!promptsSeen) {
                sum = new Operators.Normalised(repeated(sum.sum(), 2), repeated(sum.normal(), 2));
                x = repeated(x, 4);
                repeatForPrompts();
            }
            Value cross = attention(sum.normal(), contextRows, batch, layer + ".attn2", heads, width);
            sum = layers.addAndNormalise(cross, layer + ".attn2.to_out.0.bias", sum.sum(), layer + ".norm3");
            rows = g.add(sum.sum(), feedForward(sum.normal(), layer + ".ff.net"));
        }
        rows = layers.linear(rows, block + ".proj_out");
        Value pixels = g.concat(0, g.shapeOf(x, 0, 1), g.shapeOf(x, 2, 4), g.longs(width));
        h = g.add(g.transpose(g.reshape(rows, pixels), 0, 3, 1, 2), x);
    }

    /** GEGLU (Shazeer 2020, arXiv 2002.05202): the first half of the rows are values, the second gates. */
    private Value feedForward(Value x, String net) {
        int rows = layers.shape(net + ".0.proj").size(0);
        Value values = layers.linear(x, net + ".0.proj", 0, rows / 2);
        Value gates = layers.linearGelu(x, net + ".0.proj", rows / 2, rows);
        return layers.linear(g.multiply(values, gates), net + ".2");
    }

    /** Attention of rows to rows; the output layer's bias is left to the addition that follows. */
    private Value attention(Value from, Value to, Value batch, String layer, int heads, int width) {
        Value shape =
                shapes.computeIfAbsent(batch.name() + " x " + width, name -> g.concat(0, batch, g.longs(-1, width)));
        Value query = g.reshape(layers.linear(from, layer + ".to_q"), shape);
        Value key = g.reshape(layers.linear(to, layer + ".to_k"), shape);
        Value value = g.reshape(layers.linear(to, layer + ".to_v"), shape);
        Value attended = layers.attention(query, key, value, heads, width);
        return layers.product(g.reshape(attended, -1, width), layer + ".to_out.0");
    }

    /** From here on each prompt has its own copy of everything. */
    private void repeatForPrompts() {
        Deque<Value> repeated = new ArrayDeque<>();
        skips.forEach(skip -> repeated.addLast(repeated(skip, 4)));
        skips.clear();
        skips.addAll(repeated);
        batch = g.shapeOf(context, 0, 1);
        promptsSeen = true;
    }

    /** A value of the images copied once for each prompt. */
    private Value repeated(Value x, int rank) {
        Value images = g.shapeOf(new Value(X), 0, 1);
        Value prompts = g.op("Div", List.of(g.shapeOf(context, 0, 1), images));
        long[] once = new long[rank - 1];
        Arrays.fill(once, 1);
        return g.op("Tile", List.of(x, g.concat(0, prompts, g.longs(once))));
    }
}
