package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import java.util.Arrays;

/** Joining and cutting encoded prompts along their tokens. */
final class Tokens {
    private Tokens() {}

    /** The entry that joins with every entry of another prompt; the user hears when others are left out. */
    static Conditioning.Entry first(Conditioning from, Context context) {
        if (from.entries().isEmpty()) {
            throw NodeException.atInput(
                    "conditioning_from", "\"conditioning_from\" holds no prompt; link an encoded one.");
        }
        if (from.entries().size() > 1) {
            context.warn("\"conditioning_from\" holds " + from.entries().size()
                    + " combined prompts; only the first one is used.");
        }
        return from.entries().get(0);
    }

    /** [n, a, width] and [n, b, width] as [n, a + b, width]. */
    static Tensor concat(Tensor a, Tensor b) {
        requireSameWidth(a, b);
        Shape shape = a.shape().with(1, a.shape().size(1) + b.shape().size(1));
        int rowA = a.shape().size(1) * a.shape().size(2);
        int rowB = b.shape().size(1) * b.shape().size(2);
        float[] joined = new float[shape.count()];
        for (int n = 0; n < shape.size(0); n++) {
            int to = n * (rowA + rowB);
            a.buffer().position(n * rowA).get(joined, to, rowA);
            b.buffer().position(n % b.shape().size(0) * rowB).get(joined, to + rowA, rowB);
        }
        return Tensor.adopt(shape, joined);
    }

    /** The tokens, cut or filled up with zeros to as many as another prompt has. */
    static Tensor ofLength(Tensor tokens, Tensor like) {
        requireSameWidth(like, tokens);
        int count = like.shape().size(1) * like.shape().size(2);
        return Tensor.adopt(
                Shape.of(1, like.shape().size(1), like.shape().size(2)),
                Arrays.copyOf(tokens.slice(0, 1).toArray(), count));
    }

    private static void requireSameWidth(Tensor a, Tensor b) {
        if (a.shape().size(2) != b.shape().size(2)) {
            throw new NodeException("The two prompts were encoded by different text encoders ("
                    + a.shape().size(2) + " and " + b.shape().size(2)
                    + " numbers a token) and cannot be joined. Encode both with one.");
        }
    }
}
