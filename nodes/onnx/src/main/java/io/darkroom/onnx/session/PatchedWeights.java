package io.darkroom.onnx.session;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The weights of one network with the changes to make while loading it.
 *
 * @param patches applied in this order
 */
public record PatchedWeights(Weights weights, List<WeightPatch> patches) {
    public PatchedWeights {
        patches = List.copyOf(patches);
    }

    public PatchedWeights(Weights weights) {
        this(weights, List.of());
    }

    /** These weights with one more change. */
    public PatchedWeights with(WeightPatch patch) {
        List<WeightPatch> all = new ArrayList<>(patches);
        all.add(patch);
        return new PatchedWeights(weights, all);
    }

    /** Equal for weights that hold equal numbers. */
    public String identity() {
        return Stream.concat(Stream.of(weights.identity()), patches.stream().map(WeightPatch::identity))
                .collect(Collectors.joining(" + "));
    }

    /** What users know them by: the file and those of the patches. */
    public String title() {
        return Stream.concat(Stream.of(weights.title()), patches.stream().map(WeightPatch::title))
                .collect(Collectors.joining(" + "));
    }

    public boolean has(String key) {
        return weights.has(key);
    }

    public StoredTensor get(String key) {
        return weights.get(key);
    }

    public Shape shape(String key) {
        return Shape.of(Arrays.stream(weights.get(key).shape())
                .mapToInt(Math::toIntExact)
                .toArray());
    }

    public boolean changed(String key) {
        return patches.stream().anyMatch(patch -> patch.changes(key));
    }

    /** The number format in which a weight is available without conversion. */
    public ElementType type(String key) {
        return changed(key) ? ElementType.FLOAT32 : elementType(weights.get(key).type());
    }

    /** A weight as float32 with all changes applied. */
    public float[] floats(String key) {
        float[] values = weights.get(key).toFloats();
        Shape shape = shape(key);
        for (WeightPatch patch : patches) {
            if (patch.changes(key)) {
                values = patch.apply(key, shape, values);
            }
        }
        return values;
    }

    static ElementType elementType(WeightType type) {
        return switch (type) {
            case FLOAT32 -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case BFLOAT16 -> ElementType.BFLOAT16;
            case FLOAT64 -> ElementType.FLOAT64;
            case INT64 -> ElementType.INT64;
            case INT32 -> ElementType.INT32;
            case INT16 -> ElementType.INT16;
            case INT8 -> ElementType.INT8;
            case UINT8 -> ElementType.UINT8;
            case BOOL -> ElementType.BOOL;
        };
    }
}
