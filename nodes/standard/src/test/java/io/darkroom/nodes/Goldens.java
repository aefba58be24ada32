package io.darkroom.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The reference's answers, as they lie in the test resources. */
public final class Goldens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Goldens() {}

    /** A file under {@code goldens/} of this module, or of a module whose test-jar is here. */
    public static InputStream open(String name) {
        InputStream in = Goldens.class.getResourceAsStream("/goldens/" + name);
        if (in == null) {
            throw new IllegalArgumentException("There is no golden " + name);
        }
        return in;
    }

    public static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a golden file into a folder, under its own name. */
    public static Path copy(String name, Path folder) {
        Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream in = open(name)) {
            Files.createDirectories(folder);
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    public static JsonNode json(String name) {
        try {
            return JSON.readTree(bytes(name));
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
