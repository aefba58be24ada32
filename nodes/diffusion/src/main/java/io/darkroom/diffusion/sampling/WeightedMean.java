package io.darkroom.diffusion.sampling;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.util.Arrays;

/** The mean of predictions for parts of a latent, by the weights of their regions; float32 as in the reference. */
final class WeightedMean {
    private final Shape shape;
    private final float[] sum;
    private final float[] weight;

    /**
     * @param shape [b, c, h, w]
     */
    WeightedMean(Shape shape) {
        this.shape = shape;
        this.sum = new float[shape.count()];
        this.weight = new float[shape.count()];
        Arrays.fill(weight, 1e-37f); // so that cells without any region become 0 instead of 0/0
    }

    /**
     * @param prediction [b, c, box height, box width]
     */
    void add(Tensor prediction, Region region) {
        Box box = region.box();
        int channels = shape.size(1);
        int planes = region.weights().shape().size(0);
        int from = 0;
        for (int plane = 0; plane < shape.size(0) * channels; plane++) {
            int weights = plane / channels % planes * box.cells();
            for (int row = 0; row < box.height(); row++) {
                int to = (plane * shape.size(2) + box.y() + row) * shape.size(3) + box.x();
                for (int column = 0; column < box.width(); column++) {
                    float w = region.weights().get(weights + row * box.width() + column);
                    sum[to + column] += prediction.get(from++) * w;
                    weight[to + column] += w;
                }
            }
        }
    }

    Tensor mean() {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sum[i] / weight[i];
        }
        return Tensor.adopt(shape, mean);
    }
}
