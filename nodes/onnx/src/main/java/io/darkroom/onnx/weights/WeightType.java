package io.darkroom.onnx.weights;

/** How the numbers of a stored tensor are encoded. */
public enum WeightType {
    FLOAT32(4),
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT64(8),
    INT64(8),
    INT32(4),
    INT16(2),
    INT8(1),
    UINT8(1),
    BOOL(1);

    private final int bytes;

    WeightType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per number. */
    public int bytes() {
        return bytes;
    }
}
