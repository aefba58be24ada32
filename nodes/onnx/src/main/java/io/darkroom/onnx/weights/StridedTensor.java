package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * A tensor whose numbers do not lie in a row: a transposed one, or a slice of columns. Its bytes are put in order in memory
 * each time they are asked for.
 */
final class StridedTensor implements StoredTensor {
    private final Supplier<ByteBuffer> storage;
    private final WeightType type;
    private final long[] shape;
    private final long[] strides;
    private final long first;

    /**
     * The caller has checked that no index leads out of the storage.
     *
     * @param strides how many numbers lie between neighbours on each axis
     * @param first where the tensor starts, in numbers
     */
    StridedTensor(Supplier<ByteBuffer> storage, WeightType type, long[] shape, long[] strides, long first) {
        this.storage = storage;
        this.type = type;
        this.shape = shape.clone();
        this.strides = strides.clone();
        this.first = first;
    }

    /** The columns of a tensor as rows. */
    static StridedTensor transposed(StoredTensor tensor) {
        long[] shape = tensor.shape();
        if (shape.length != 2) {
            throw new IllegalStateException("Only tensors of two axes can be transposed.");
        }
        return new StridedTensor(
                tensor::bytes, tensor.type(), new long[] {shape[1], shape[0]}, new long[] {1, shape[1]}, 0);
    }

    @Override
    public WeightType type() {
        return type;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer bytes() {
        int count = Math.toIntExact(count());
        int width = type.bytes();
        ByteBuffer source = storage.get();
        ByteBuffer ordered = ByteBuffer.allocateDirect(count * width).order(ByteOrder.LITTLE_ENDIAN);
        long[] index = new long[shape.length];
        long at = first;
        for (int i = 0; i < count; i++) {
            ordered.put(i * width, source, Math.toIntExact(at * width), width);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return ordered.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public float[] toFloats() {
        float[] floats = new float[Math.toIntExact(count())];
        Decoder.decode(type, bytes(), floats, 0, floats.length);
        return floats;
    }

    @Override
    public StoredTensor rows(long from, long to) {
        Rows.check(shape, from, to);
        return new StridedTensor(storage, type, Rows.shape(shape, from, to), strides, first + from * strides[0]);
    }

    @Override
    public StoredTensor transposed() {
        if (shape.length != 2) {
            throw new IllegalStateException("Only tensors of two axes can be transposed.");
        }
        return new StridedTensor(
                storage, type, new long[] {shape[1], shape[0]}, new long[] {strides[1], strides[0]}, first);
    }
}
