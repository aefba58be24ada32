package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import java.util.Set;
import java.util.function.Consumer;

/** Turns prompts into conditioning. Immutable: nodes that change one return a changed copy. */
@Socket("CLIP")
public interface TextEncoder extends ModelHandle {
    /**
     * @param prompt with weights {@code (word:1.2)} and {@code embedding:name}
     * @param notices hears what the user should know, such as an embedding that was not found
     */
    Conditioning encode(String prompt, Consumer<String> notices, Cancellation cancellation);

    /** Which tower it encodes with, as far as embeddings can tell. */
    TextNetwork.Family family();

    /** The width of its token vectors, which an embedding must have. */
    int width();

    /**
     * @param layer which layer's output is the encoding: -1 the last, -2 the one before ...
     */
    TextEncoder withLayer(int layer);

    /** This encoder with a word that stands for given vectors. */
    TextEncoder withTrigger(Trigger trigger);

    /** The names of the weights that a patch can change, as {@link WeightPatch#changes} is asked for them; empty if unknown. */
    default Set<String> weightNames() {
        return Set.of();
    }

    TextEncoder patched(WeightPatch patch);

    /**
     * A word, matched whole and in any case, that stands for vectors.
     *
     * @param vectors [n, width]
     * @param strength the vectors are multiplied by it
     */
    record Trigger(String word, Tensor vectors, double strength) {}
}
