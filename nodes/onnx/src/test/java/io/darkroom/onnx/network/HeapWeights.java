package io.darkroom.onnx.network;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights made up in a test, and stored ones with some of them exchanged. */
final class HeapWeights {
    private final String identity;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    HeapWeights(String identity) {
        this.identity = identity;
    }

    /** Starts from existing weights. */
    static HeapWeights changing(Weights weights, String identity) {
        HeapWeights changed = new HeapWeights(identity);
        weights.names().forEach(name -> changed.tensors.put(name, weights.get(name)));
        return changed;
    }

    HeapWeights put(String name, float[] values, int... sizes) {
        tensors.put(name, new FloatTensor(Tensor.of(Shape.of(sizes), values)));
        return this;
    }

    /** A layer of small random numbers, the same for the same seed and name. */
    HeapWeights random(String layer, int... sizes) {
        Random random = new Random(layer.hashCode());
        int fanIn = Shape.of(sizes).count() / sizes[0];
        put(layer + ".weight", numbers(random, Shape.of(sizes).count(), 1 / Math.sqrt(fanIn)), sizes);
        return put(layer + ".bias", numbers(random, sizes[0], 0.1), sizes[0]);
    }

    HeapWeights without(String name) {
        tensors.remove(name);
        return this;
    }

    Weights weights() {
        return new TensorMap(new Source(Path.of("test.safetensors")), identity, tensors);
    }

    static float[] numbers(Random random, int count, double deviation) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (random.nextGaussian() * deviation);
        }
        return numbers;
    }

    private record FloatTensor(Tensor numbers) implements StoredTensor {
        @Override
        public WeightType type() {
            return WeightType.FLOAT32;
        }

        @Override
        public long[] shape() {
            return numbers.shape().toLongArray();
        }

        @Override
        public ByteBuffer bytes() {
            ByteBuffer bytes = ByteBuffer.allocateDirect(4 * numbers.count()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers.buffer());
            return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public float[] toFloats() {
            return numbers.toArray();
        }

        @Override
        public StoredTensor rows(long from, long to) {
            return new FloatTensor(numbers.slice((int) from, (int) to));
        }

        @Override
        public StoredTensor transposed() {
            throw new UnsupportedOperationException("no test needs it");
        }
    }
}
