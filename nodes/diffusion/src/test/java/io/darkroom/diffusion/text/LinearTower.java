package io.darkroom.diffusion.text;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.WeightPatch;

/**
 * A text tower that is one linear map, so that a test can work out each answer: token {@code id} has the vector (id, 1),
 * the vector (a, b) becomes the hidden state (scale * a, b + 100 * layer), and the pooled output is (place of the end
 * token, what stands there).
 */
record LinearTower(Family family, float scale) implements TextNetwork {
    @Override
    public int width() {
        return 2;
    }

    @Override
    public int layers() {
        return 3;
    }

    @Override
    public Tensor tokenVectors(int[] ids) {
        float[] vectors = new float[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            vectors[2 * i] = ids[i];
            vectors[2 * i + 1] = 1;
        }
        return Tensor.adopt(Shape.of(ids.length, 2), vectors);
    }

    @Override
    public Encoded encode(Tensor vectors, int[] endPositions, int layer, Cancellation cancellation) {
        float[] hidden = new float[vectors.count()];
        for (int i = 0; i < hidden.length; i += 2) {
            hidden[i] = scale * vectors.get(i);
            hidden[i + 1] = vectors.get(i + 1) + 100 * layer;
        }
        float[] pooled = new float[2 * endPositions.length];
        for (int chunk = 0; chunk < endPositions.length; chunk++) {
            pooled[2 * chunk] = endPositions[chunk];
            pooled[2 * chunk + 1] = vectors.get((chunk * Chunk.LENGTH + endPositions[chunk]) * 2);
        }
        return new Encoded(
                Tensor.adopt(vectors.shape(), hidden), Tensor.adopt(Shape.of(endPositions.length, 2), pooled));
    }

    @Override
    public TextNetwork patched(WeightPatch patch) {
        return new LinearTower(family, 2 * scale);
    }
}
