package io.darkroom.api.type;

import io.darkroom.api.tensor.Shape;

/** A change to the weights of a network, such as a LoRA at a strength: applied while loading, never to the file. */
public interface WeightPatch {
    /** Tells two patches apart: file, hash and strength; networks with equal patches share one session. */
    String identity();

    /** What users know it by, such as the name of its file. */
    default String title() {
        return identity();
    }

    /** Whether it changes the weight of this name (the network's own key, such as {@code input_blocks.1.1.proj_in.weight}). */
    boolean changes(String key);

    /** The changed weight, row-major, of the same shape. Called only for keys it changes; may write into the array. */
    float[] apply(String key, Shape shape, float[] weight);
}
