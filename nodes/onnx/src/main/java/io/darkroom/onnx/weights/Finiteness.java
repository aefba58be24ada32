package io.darkroom.onnx.weights;

import java.util.List;
import java.util.Optional;

/** Looks for weights that are no numbers: one NaN makes every picture black. */
public final class Finiteness {
    private Finiteness() {}

    /** The name of the first tensor, in the order of names, that holds a NaN or an infinity. Reads all weights once. */
    public static Optional<String> firstBroken(Weights weights) {
        List<String> names = List.copyOf(weights.names());
        return names.stream().filter(name -> !isFinite(weights.get(name))).findFirst();
    }

    /** Whether every number of a tensor is finite. */
    public static boolean isFinite(StoredTensor tensor) {
        return switch (tensor.type()) {
            case INT64, INT32, INT16, INT8, UINT8, BOOL -> true;
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> isFinite(tensor.toFloats());
        };
    }

    /** A sum of x * 0 is 0 unless some x is not finite; it needs no branch per number. */
    private static boolean isFinite(float[] numbers) {
        float sum = 0;
        for (float number : numbers) {
            sum += number * 0;
        }
        return sum == 0;
    }
}
