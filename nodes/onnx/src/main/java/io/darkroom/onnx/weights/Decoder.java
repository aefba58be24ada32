package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Widens stored numbers to float32. */
final class Decoder {
    private Decoder() {}

    /** Decodes {@code count} little-endian numbers from the start of the bytes. */
    static void decode(WeightType type, ByteBuffer source, float[] target, int at, int count) {
        ByteBuffer bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT32 -> bytes.asFloatBuffer().get(target, at, count);
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = HalfFloat.toFloat(bytes.getShort(2 * i));
                }
            }
            case BFLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = HalfFloat.bfloatToFloat(bytes.getShort(2 * i));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = number(type, bytes, i);
                }
            }
        }
    }

    /** The number at an index, counted in numbers. */
    static float number(WeightType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat(4 * index);
            case FLOAT16 -> HalfFloat.toFloat(bytes.getShort(2 * index));
            case BFLOAT16 -> HalfFloat.bfloatToFloat(bytes.getShort(2 * index));
            case FLOAT64 -> (float) bytes.getDouble(8 * index);
            case INT64 -> bytes.getLong(8 * index);
            case INT32 -> bytes.getInt(4 * index);
            case INT16 -> bytes.getShort(2 * index);
            case INT8 -> bytes.get(index);
            case UINT8 -> bytes.get(index) & 0xff;
            case BOOL -> bytes.get(index) == 0 ? 0 : 1;
        };
    }
}
