package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A tensor in a checkpoint file, found but not read. Valid until the {@link Weights} it came from are closed. */
public interface StoredTensor {
    WeightType type();

    /** Sizes, outermost first; empty for a single number. */
    long[] shape();

    default long count() {
        return Arrays.stream(shape()).reduce(1, Math::multiplyExact);
    }

    /** Its numbers, row-major and little-endian, read-only and direct (mapped from the file wherever that is possible). */
    ByteBuffer bytes();

    /**
     * Writes its bytes into a buffer, without leaving the file's mapping resident.
     *
     * @param target with at least so much room; its position moves on
     */
    default void copyTo(ByteBuffer target) {
        target.put(bytes());
    }

    /** Its numbers as float32. */
    float[] toFloats();

    /** Rows {@code from} (included) to {@code to} (excluded) of the first axis, over the same bytes. */
    StoredTensor rows(long from, long to);

    /**
     * The same numbers with its two axes exchanged; its bytes are put in order in memory when asked for.
     *
     * @throws IllegalStateException if it has not two axes
     */
    StoredTensor transposed();
}
