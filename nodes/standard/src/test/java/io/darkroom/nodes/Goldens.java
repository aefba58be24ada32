package io.darkroom.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;

/** The reference's answers, as they lie in the test resources. */
public final class Goldens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Goldens() {}

    /** A file or folder under {@code goldens/}. */
    public static Path path(String name) {
        try {
            return Path.of(Goldens.class.getResource("/goldens/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    public static JsonNode json(String name) {
        try {
            return JSON.readTree(path(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Tensor tensor(TensorFile file, String name) {
        StoredTensor stored = file.tensors().get(name);
        int[] sizes = Arrays.stream(stored.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.of(Shape.of(sizes), stored.toFloats());
    }

    /** A tensor written as {@code {"shape": [...], "data": [...]}}. */
    public static Tensor tensor(JsonNode json) {
        int[] sizes = JSON.convertValue(json.get("shape"), int[].class);
        return Tensor.of(Shape.of(sizes), JSON.convertValue(json.get("data"), float[].class));
    }

    /** The largest difference between two tensors of one shape. */
    public static double distance(Tensor a, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new AssertionError("Shapes differ: " + a.shape() + " and " + b.shape());
        }
        double largest = 0;
        for (int i = 0; i < a.count(); i++) {
            largest = Math.max(largest, Math.abs(a.get(i) - b.get(i)));
        }
        return largest;
    }
}
