package io.darkroom.onnx.weights;

/** Counts that files claim, so that none overflows. */
final class Sizes {
    private Sizes() {}

    /** How many numbers a shape holds, or -1 if a size is negative or the count passes 2^56. */
    static long count(long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size == 0) {
                return negative(shape) ? -1 : 0;
            }
            if (size < 0 || count > (1L << 56) / size) {
                return -1;
            }
            count *= size;
        }
        return count;
    }

    /** How many bytes a tensor takes, or -1 as in {@link #count}. */
    static long bytes(long[] shape, WeightType type) {
        long count = count(shape);
        return count < 0 ? -1 : count * type.bytes();
    }

    private static boolean negative(long[] shape) {
        for (long size : shape) {
            if (size < 0) {
                return true;
            }
        }
        return false;
    }
}
