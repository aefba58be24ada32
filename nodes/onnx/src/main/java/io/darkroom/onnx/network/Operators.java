package io.darkroom.onnx.network;

import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Domain;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import java.util.List;

/** The same small functions in two vocabularies of operators. */
enum Operators {
    /** ONNX Runtime's own operators: fewer passes over memory, and attention that never holds all scores at once. */
    FUSED {
        @Override
        Value sigmoidGated(GraphBuilder g, Value x, double alpha) {
            return g.op(Domain.MICROSOFT, "QuickGelu", List.of(x), Attribute.real("alpha", alpha));
        }

        @Override
        Value gelu(GraphBuilder g, Value x) {
            return g.op(Domain.MICROSOFT, "Gelu", List.of(x));
        }

        @Override
        Value geluOfSum(GraphBuilder g, Value x, Value bias) {
            return g.op(Domain.MICROSOFT, "BiasGelu", List.of(x, bias));
        }

        @Override
        Normalised addAndNormalise(GraphBuilder g, Value x, Value bias, Value skip, Norm norm) {
            List<Value> out = g.ops(
                    Domain.MICROSOFT,
                    "SkipLayerNormalization",
                    List.of(x, skip, norm.scale(), norm.shift(), bias),
                    List.of(true, false, false, true),
                    Attribute.real("epsilon", norm.epsilon()));
            return new Normalised(out.get(3), out.get(0));
        }

        @Override
        Value attention(GraphBuilder g, Attended in) {
            List<Value> inputs = in.bias().equals(Value.ABSENT)
                    ? List.of(in.query(), in.key(), in.value())
                    : List.of(in.query(), in.key(), in.value(), Value.ABSENT, Value.ABSENT, in.bias());
            return g.op(Domain.MICROSOFT, "MultiHeadAttention", inputs, Attribute.of("num_heads", in.heads()));
        }
    },

    /** Only what the ONNX standard has. */
    STANDARD {
        @Override
        Value sigmoidGated(GraphBuilder g, Value x, double alpha) {
            Value scaled = alpha == 1 ? x : g.multiply(x, g.scalar(alpha));
            return g.multiply(x, g.op("Sigmoid", List.of(scaled)));
        }

        @Override
        Value gelu(GraphBuilder g, Value x) {
            return g.op("Gelu", List.of(x));
        }

        @Override
        Value geluOfSum(GraphBuilder g, Value x, Value bias) {
            return gelu(g, g.add(x, bias));
        }

        @Override
        Normalised addAndNormalise(GraphBuilder g, Value x, Value bias, Value skip, Norm norm) {
            Value sum = g.add(g.add(x, bias), skip);
            return new Normalised(sum, norm.of(g, sum));
        }

        @Override
        Value attention(GraphBuilder g, Attended in) {
            int size = in.width() / in.heads();
            Value query = g.multiply(in.query(), g.scalar(1 / Math.sqrt(size)));
            Value q = g.transpose(g.reshape(query, 0, 0, in.heads(), size), 0, 2, 1, 3);
            Value k = g.transpose(g.reshape(in.key(), 0, 0, in.heads(), size), 0, 2, 3, 1);
            Value v = g.transpose(g.reshape(in.value(), 0, 0, in.heads(), size), 0, 2, 1, 3);
            Value scores = g.op("MatMul", List.of(q, k));
            if (!in.bias().equals(Value.ABSENT)) {
                scores = g.add(scores, in.bias());
            }
            Value weighted = g.op("MatMul", List.of(g.op("Softmax", List.of(scores), Attribute.of("axis", -1)), v));
            return g.reshape(g.transpose(weighted, 0, 2, 1, 3), 0, 0, in.width());
        }
    };

    /** x times sigmoid(alpha x): SiLU with alpha 1, CLIP's quick GELU with alpha 1.702. */
    abstract Value sigmoidGated(GraphBuilder g, Value x, double alpha);

    /** The exact GELU, with the error function (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
    abstract Value gelu(GraphBuilder g, Value x);

    abstract Value geluOfSum(GraphBuilder g, Value x, Value bias);

    /** x + bias + skip, and its layer norm. */
    abstract Normalised addAndNormalise(GraphBuilder g, Value x, Value bias, Value skip, Norm norm);

    /** Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762), [n, tokens, width]. */
    abstract Value attention(GraphBuilder g, Attended in);

    /** A sum and its layer norm. */
    record Normalised(Value sum, Value normal) {}

    /** A layer norm over the last axis. */
    record Norm(Value scale, Value shift, double epsilon) {
        Value of(GraphBuilder g, Value x) {
            return g.op(
                    "LayerNormalization",
                    List.of(x, scale, shift),
                    Attribute.of("axis", -1),
                    Attribute.real("epsilon", epsilon));
        }
    }

    /**
     * What attention takes.
     *
     * @param query [n, tokens, width]
     * @param bias added to the scores, [1, 1, tokens, tokens]; or {@link Value#ABSENT}
     */
    record Attended(Value query, Value key, Value value, int heads, int width, Value bias) {}
}
