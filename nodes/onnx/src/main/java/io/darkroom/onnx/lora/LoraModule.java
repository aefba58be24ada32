package io.darkroom.onnx.lora;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.weights.StoredTensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The change of one weight: W + strength * (alpha / rank) * up * down (Hu et al. 2021, arXiv 2106.09685).
 *
 * @param key the weight's name in the file
 * @param up [out, rank], or [out, rank, 1, 1] for a convolution
 * @param middle [rank, rank, h, w] where a convolution is split in three (LoCon)
 * @param down [rank, in], or [rank, in, h, w] for a convolution
 * @param alpha one number, the scale that the trainer chose; empty: the rank
 */
record LoraModule(
        String key, StoredTensor up, Optional<StoredTensor> middle, StoredTensor down, Optional<StoredTensor> alpha) {

    long rank() {
        return down.shape().length == 0 ? 0 : down.shape()[0];
    }

    /** alpha / rank, or 1 without alpha. */
    float scale() {
        return alpha.map(tensor -> tensor.toFloats()[0] / rank()).orElse(1f);
    }

    /**
     * Adds the change to a weight, in place.
     *
     * @param weight row-major, of the given shape
     */
    void addTo(Shape shape, float[] weight, float strength) {
        int rank = (int) rank();
        float[] ups = up.toFloats();
        float[] downs = middle.map(this::throughMiddle).orElseGet(down::toFloats);
        int rows = shape.rank() == 0 ? 0 : shape.size(0);
        int columns = rows == 0 ? 0 : weight.length / rows;
        if (rank == 0 || ups.length != (long) rows * rank || downs.length != (long) rank * columns) {
            throw new NodeException("The LoRA's \"" + key + "\" of shapes " + Arrays.toString(up.shape()) + " and "
                    + Arrays.toString(down.shape()) + " does not fit the weight of shape " + shape
                    + ": it was made for another model. Use a LoRA made for this family of models.");
        }
        float factor = strength * scale();
        IntStream.range(0, rows).parallel().forEach(row -> {
            float[] change = new float[columns];
            for (int r = 0; r < rank; r++) {
                float u = ups[row * rank + r];
                int start = r * columns;
                for (int i = 0; i < columns; i++) {
                    change[i] += u * downs[start + i];
                }
            }
            int start = row * columns;
            for (int i = 0; i < columns; i++) {
                weight[start + i] += factor * change[i];
            }
        });
    }

    /** The last two of three factors joined: for each place k of the kernel, down'[r, i, k] = sum of middle[r, s, k] * down[s, i]. */
    private float[] throughMiddle(StoredTensor tensor) {
        long[] shape = tensor.shape();
        int rank = (int) rank();
        if (shape.length != 4 || shape[0] != rank || shape[1] != rank) {
            throw new NodeException("The LoRA's \"" + key + "\" has a middle part of shape " + Arrays.toString(shape)
                    + ", which does not fit its rank " + rank + "; the file is broken, download it again.");
        }
        float[] middles = tensor.toFloats();
        float[] downs = down.toFloats();
        int kernel = (int) (shape[2] * shape[3]);
        int inputs = downs.length / rank;
        float[] joined = new float[rank * inputs * kernel];
        for (int r = 0; r < rank; r++) {
            for (int s = 0; s < rank; s++) {
                for (int i = 0; i < inputs; i++) {
                    float d = downs[s * inputs + i];
                    for (int k = 0; k < kernel; k++) {
                        joined[(r * inputs + i) * kernel + k] += middles[(r * rank + s) * kernel + k] * d;
                    }
                }
            }
        }
        return joined;
    }
}
