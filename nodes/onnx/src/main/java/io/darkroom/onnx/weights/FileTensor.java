package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** A tensor whose numbers lie in a row in a file. */
final class FileTensor implements StoredTensor {
    private static final int CHUNK = 1 << 19; // numbers a thread reads at once: 1 to 4 MB

    private static final int COPIED_AT_ONCE = 1 << 20; // bytes: small enough for the heap's young space

    private final ModelFile file;
    private final WeightType type;
    private final long[] shape;
    private final long offset;

    /** The caller has checked that the numbers lie in the file. */
    FileTensor(ModelFile file, WeightType type, long[] shape, long offset) {
        this.file = file;
        this.type = type;
        this.shape = shape.clone();
        this.offset = offset;
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
        return file.region(offset, count() * type.bytes());
    }

    @Override
    public void copyTo(ByteBuffer target) {
        long end = offset + count() * type.bytes();
        for (long at = offset; at < end; at += COPIED_AT_ONCE) {
            target.put(file.read(at, (int) Math.min(COPIED_AT_ONCE, end - at)));
        }
    }

    @Override
    public float[] toFloats() {
        long count = count();
        if (count * type.bytes() > ModelFile.MAX_REGION) {
            throw file.broken("one of its tensors holds " + count + " numbers, more than can be loaded");
        }
        float[] floats = new float[(int) count];
        int chunks = (floats.length + CHUNK - 1) / CHUNK;
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            int length = Math.min(CHUNK, floats.length - from);
            ByteBuffer bytes = file.read(offset + (long) from * type.bytes(), length * type.bytes());
            Decoder.decode(type, bytes, floats, from, length);
        });
        return floats;
    }

    @Override
    public StoredTensor rows(long from, long to) {
        long row = count() / Math.max(1, Rows.check(shape, from, to));
        return new FileTensor(file, type, Rows.shape(shape, from, to), offset + from * row * type.bytes());
    }

    @Override
    public StoredTensor transposed() {
        return StridedTensor.transposed(this);
    }
}
