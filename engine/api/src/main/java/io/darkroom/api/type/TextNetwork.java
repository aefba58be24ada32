package io.darkroom.api.type;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import java.util.Set;

/** A CLIP text tower as a handle: token vectors in, hidden states out. It loads on first use; safe for concurrent use. */
public interface TextNetwork extends ModelHandle {
    /** Which tower it is, as far as prompts can tell. */
    enum Family {
        /** SD 1.x: pads with the end token, last layer by default, embeddings under {@code clip_l}. */
        CLIP_L,
        /** SD 2.x and the miniature: pads with 0, penultimate layer by default, embeddings under {@code clip_h}. */
        OPEN_CLIP_H
    }

    Family family();

    /** The width of its token vectors. */
    int width();

    /** How many transformer layers the file holds. */
    int layers();

    /** The vectors of the tokens: [ids.length, width]. */
    Tensor tokenVectors(int[] ids);

    /**
     * Encodes chunks of 77 token vectors.
     *
     * @param vectors [n, 77, width]
     * @param endPositions for each chunk the position of its first end token, where the pooled output is read
     * @param layer which layer's output to return: -1 the last, -2 the one before ...; deeper than the tower means the last.
     *     The final layer norm is applied to it.
     */
    Encoded encode(Tensor vectors, int[] endPositions, int layer, Cancellation cancellation);

    /** The names of the weights that a patch can change, as {@link WeightPatch#changes} is asked for them; empty if unknown. */
    default Set<String> weightNames() {
        return Set.of();
    }

    /** The same tower with changed weights. */
    TextNetwork patched(WeightPatch patch);

    /**
     * @param hidden [n, 77, width]
     * @param pooled [n, projection width]
     */
    record Encoded(Tensor hidden, Tensor pooled) {}
}
