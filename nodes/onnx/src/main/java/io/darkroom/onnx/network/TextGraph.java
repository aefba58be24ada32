package io.darkroom.onnx.network;

import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.session.NetworkGraph;
import java.util.List;

/** CLIP's text tower (Radford et al. 2021, arXiv 2103.00020) from token vectors on, of any size. */
final class TextGraph {
    static final String VECTORS = "vectors";
    static final String ENDS = "ends";
    static final String HIDDEN = "hidden";
    static final String POOLED = "pooled";

    private static final int TOKENS = 77;
    private static final int HEAD_WIDTH = 64; // of CLIP ViT-L and OpenCLIP ViT-H alike
    private static final float MASKED = -1e4f; // added to a score, leaves nothing of it after the softmax

    private final Layers layers;
    private final GraphBuilder g;
    private final TextNetwork.Family family;
    private final int width;

    private TextGraph(Layers layers, TextNetwork.Family family) {
        this.layers = layers;
        this.g = layers.graph();
        this.family = family;
        this.width = layers.shape("text_model.final_layer_norm").size(0);
    }

    /**
     * @param emitted after how many layers the hidden states are put out, 1 to the number of layers; the pooled output comes
     *     from the last layer in any case
     */
    static NetworkGraph draw(Layers layers, TextNetwork.Family family, int emitted) {
        return new TextGraph(layers, family).draw(emitted);
    }

    /** How many layers the file holds. */
    static int layers(Layers layers) {
        int count = 0;
        while (layers.has(layer(count) + ".layer_norm1")) {
            count++;
        }
        return count;
    }

    private static String layer(int index) {
        return "text_model.encoder.layers." + index;
    }

    private NetworkGraph draw(int emitted) {
        Axis[] chunk = {Axis.named("n"), Axis.of(TOKENS), Axis.of(width)};
        Value vectors = g.input(VECTORS, ElementType.FLOAT32, chunk);
        Value ends = g.input(ENDS, ElementType.FLOAT32, Axis.named("n"));
        String positions = "text_model.embeddings.position_embedding.weight";
        Value rows = g.reshape(g.add(vectors, layers.weight(positions)), -1, width);
        Value mask = mask();
        Value chosen = rows;
        int count = layers(layers);
        for (int i = 0; i < count; i++) {
            rows = layer(rows, layer(i), mask);
            chosen = i + 1 == emitted ? rows : chosen;
        }
        Value last = normalised(rows);
        g.output(HIDDEN, emitted == count ? last : normalised(chosen), ElementType.FLOAT32, chunk);
        g.output(POOLED, pooled(last, ends), ElementType.FLOAT32, Axis.named("n"), Axis.named("projection"));
        return layers.finish();
    }

    private Value layer(Value rows, String layer, Value mask) {
        Value normal = layers.layerNorm(rows, layer + ".layer_norm1");
        Value query = chunks(layers.linear(normal, layer + ".self_attn.q_proj"));
        Value key = chunks(layers.linear(normal, layer + ".self_attn.k_proj"));
        Value value = chunks(layers.linear(normal, layer + ".self_attn.v_proj"));
        int heads = Math.max(1, width / HEAD_WIDTH);
        Value attended = layers.attention(query, key, value, heads, width, mask);
        Value out = layers.product(g.reshape(attended, -1, width), layer + ".self_attn.out_proj");
        var sum = layers.addAndNormalise(out, layer + ".self_attn.out_proj.bias", rows, layer + ".layer_norm2");
        return g.add(sum.sum(), layers.linear(activated(sum.normal(), layer + ".mlp.fc1"), layer + ".mlp.fc2"));
    }

    private Value activated(Value x, String layer) {
        return switch (family) {
            case CLIP_L -> layers.quickGelu(layers.linear(x, layer));
            case OPEN_CLIP_H ->
                layers.linearGelu(x, layer, 0, layers.shape(layer).size(0));
        };
    }

    private Value chunks(Value rows) {
        return g.reshape(rows, -1, TOKENS, width);
    }

    private Value normalised(Value rows) {
        return chunks(layers.layerNorm(rows, "text_model.final_layer_norm"));
    }

    /** The last layer's state at each chunk's end token, through the projection if the file has one. */
    private Value pooled(Value last, Value ends) {
        Value at = g.reshape(g.cast(ends, ElementType.INT64), -1, 1);
        Value states = g.op("GatherND", List.of(last, at), Attribute.of("batch_dims", 1));
        return layers.has("text_projection") ? layers.linear(states, "text_projection") : states;
    }

    /** No token sees those after it. */
    private Value mask() {
        float[] mask = new float[TOKENS * TOKENS];
        for (int from = 0; from < TOKENS; from++) {
            for (int to = from + 1; to < TOKENS; to++) {
                mask[from * TOKENS + to] = MASKED;
            }
        }
        return g.floats(mask, 1, 1, TOKENS, TOKENS);
    }
}
