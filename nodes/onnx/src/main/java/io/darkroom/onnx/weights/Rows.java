package io.darkroom.onnx.weights;

import java.util.Arrays;

/** Slices of a tensor's first axis. */
final class Rows {
    private Rows() {}

    /** The size of the first axis, once the slice is known to lie in it. */
    static long check(long[] shape, long from, long to) {
        if (shape.length == 0 || from < 0 || from > to || to > shape[0]) {
            throw new IllegalArgumentException(
                    "Rows " + from + " to " + to + " do not lie in a tensor of shape " + Arrays.toString(shape) + ".");
        }
        return shape[0];
    }

    /** The shape of the slice. */
    static long[] shape(long[] shape, long from, long to) {
        long[] sliced = shape.clone();
        sliced[0] = to - from;
        return sliced;
    }
}
