package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Tensor;

/** One place of a chunk: a token of the vocabulary, or a vector that stands in for one. */
sealed interface Token {
    /** How strongly it counts; 1 is plain. */
    double weight();

    /** A token by its id. */
    record Id(int id, double weight) implements Token {}

    /**
     * A row of a textual inversion.
     *
     * @param vectors [rows, width]
     */
    record Vector(Tensor vectors, int row, double weight) implements Token {
        int width() {
            return vectors.shape().size(1);
        }
    }
}
