package io.darkroom.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Reference answers that lie under {@code goldens} among the test resources. */
final class Goldens implements AutoCloseable {
    private final TensorFile file;

    Goldens(String name) {
        this.file = TensorFile.open(path(name));
    }

    static Path path(String name) {
        try {
            URL url = Objects.requireNonNull(Goldens.class.getResource("/goldens/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Tensor tensor(String name) {
        StoredTensor stored = file.tensors().get(name);
        int[] sizes = Arrays.stream(stored.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.adopt(Shape.of(sizes), stored.toFloats());
    }

    @Override
    public void close() {
        file.close();
    }

    static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(largestDifference(actual, expected)).isLessThanOrEqualTo(tolerance);
    }

    static double largestDifference(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.count(); i++) {
            double difference = Math.abs(a.get(i) - b.get(i));
            largest = difference <= largest ? largest : difference; // NaN becomes the largest
        }
        return largest;
    }
}
