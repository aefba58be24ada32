package io.darkroom.onnx.graph;

/** The element types of ONNX tensors that networks here use, with the numbers of {@code TensorProto.DataType}. */
public enum ElementType {
    FLOAT32(1),
    UINT8(2),
    INT8(3),
    INT16(5),
    INT32(6),
    INT64(7),
    BOOL(9),
    FLOAT16(10),
    FLOAT64(11),
    BFLOAT16(16);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
