package io.darkroom.api.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Float32 numbers with a shape, row-major, immutable and safe to share between threads.
 *
 * <p>The numbers live on the Java heap. Networks copy them to native memory and back once per call (64 KB for a 512x512
 * latent), which is far below the cost of any step.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
        if (shape.count() != values.length) {
            throw new IllegalArgumentException(
                    "Shape " + shape + " needs " + shape.count() + " values, but " + values.length + " were given.");
        }
        this.shape = shape;
        this.values = values;
    }

    /** A tensor over a copy of the values. */
    public static Tensor of(Shape shape, float... values) {
        return new Tensor(shape, values.clone());
    }

    /** A tensor that takes the array over without a copy: the caller must never write to it again. */
    public static Tensor adopt(Shape shape, float[] values) {
        return new Tensor(shape, values);
    }

    public static Tensor filled(Shape shape, float value) {
        float[] values = new float[shape.count()];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.count()]);
    }

    /** Joins tensors along their first axis; all other sizes must agree. */
    public static Tensor stack(List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("Nothing to stack; give at least one tensor.");
        }
        int first = 0;
        for (Tensor part : parts) {
            if (!part.shape.with(0, 0).equals(parts.get(0).shape.with(0, 0))) {
                throw new IllegalArgumentException("Tensors of shape " + parts.get(0).shape + " and " + part.shape
                        + " cannot be stacked: only the first size may differ.");
            }
            first += part.shape.size(0);
        }
        Shape shape = parts.get(0).shape.with(0, first);
        float[] all = new float[shape.count()];
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values, 0, all, at, part.values.length);
            at += part.values.length;
        }
        return new Tensor(shape, all);
    }

    public Shape shape() {
        return shape;
    }

    public int count() {
        return values.length;
    }

    /** How much memory the numbers take, in bytes. */
    public long bytes() {
        return 4L * values.length;
    }

    /** The value at a row-major index. */
    public float get(int index) {
        return values[index];
    }

    /** A copy of the values. */
    public float[] toArray() {
        return values.clone();
    }

    /** A read-only view of the values, without a copy. */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** The same values under another shape of the same count. */
    public Tensor reshape(int... sizes) {
        return new Tensor(Shape.of(sizes), values);
    }

    /** Rows {@code from} (included) to {@code to} (excluded) of the first axis. */
    public Tensor slice(int from, int to) {
        int row = shape.size(0) == 0 ? 0 : values.length / shape.size(0);
        return new Tensor(shape.with(0, to - from), Arrays.copyOfRange(values, from * row, to * row));
    }

    /** Applies a function to each value. */
    public Tensor map(FloatFunction function) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = function.apply(values[i]);
        }
        return new Tensor(shape, mapped);
    }

    /** Applies a function to each pair of values of two tensors of equal shape. */
    public Tensor zip(Tensor other, FloatPairFunction function) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(
                    "Tensors of shape " + shape + " and " + other.shape + " cannot be joined value by value.");
        }
        float[] joined = new float[values.length];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = function.apply(values[i], other.values[i]);
        }
        return new Tensor(shape, joined);
    }

    public Tensor times(float factor) {
        return map(v -> v * factor);
    }

    public Tensor plus(Tensor other) {
        return zip(other, Float::sum);
    }

    public Tensor minus(Tensor other) {
        return zip(other, (a, b) -> a - b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && shape.equals(tensor.shape) && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }

    /** A function of one float. */
    @FunctionalInterface
    public interface FloatFunction {
        float apply(float value);
    }

    /** A function of two floats. */
    @FunctionalInterface
    public interface FloatPairFunction {
        float apply(float a, float b);
    }
}
