package io.darkroom.api.tensor;

import java.util.Arrays;

/** The sizes of a tensor's axes, outermost first; no axes at all is a single number. Immutable. */
public final class Shape {
    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * @throws IllegalArgumentException if a size is negative or the element count passes 2^31 - 1
     */
    public static Shape of(int... sizes) {
        long count = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "Shape " + Arrays.toString(sizes) + " has a negative size; sizes start at 0.");
            }
            count *= size;
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Shape " + Arrays.toString(sizes)
                        + " has more than 2147483647 elements; use a smaller picture, batch or tile.");
            }
        }
        return new Shape(sizes.clone());
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of an axis; a negative axis counts from the last (-1). */
    public int size(int axis) {
        return sizes[axis < 0 ? sizes.length + axis : axis];
    }

    /** The product of all sizes: how many elements a tensor of this shape holds. */
    public int count() {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        return count;
    }

    /** This shape with one axis of another size. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis < 0 ? sizes.length + axis : axis] = size;
        return Shape.of(changed);
    }

    public int[] toArray() {
        return sizes.clone();
    }

    /** The sizes as ONNX Runtime and file headers count them. */
    public long[] toLongArray() {
        return Arrays.stream(sizes).asLongStream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
