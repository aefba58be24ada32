package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor over bytes in memory or of a mapped file; it stays usable when the file is closed. */
final class BufferTensor implements StoredTensor {
    private final WeightType type;
    private final long[] shape;
    private final ByteBuffer bytes;

    BufferTensor(WeightType type, long[] shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = shape.clone();
        this.bytes = bytes;
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
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public float[] toFloats() {
        float[] floats = new float[Math.toIntExact(count())];
        Decoder.decode(type, bytes, floats, 0, floats.length);
        return floats;
    }

    @Override
    public StoredTensor rows(long from, long to) {
        int row = (int) (bytes.remaining() / Math.max(1, Rows.check(shape, from, to)));
        ByteBuffer slice = bytes.slice((int) from * row, (int) (to - from) * row);
        return new BufferTensor(type, Rows.shape(shape, from, to), slice);
    }

    @Override
    public StoredTensor transposed() {
        return StridedTensor.transposed(this);
    }
}
