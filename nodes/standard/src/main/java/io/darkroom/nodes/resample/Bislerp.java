package io.darkroom.nodes.resample;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * Bilinear resampling in which the channel vectors of neighbours are joined along the sphere (Shoemake 1985), their
 * lengths linearly: latents keep their strength, which a plain mean of unlike vectors loses. Width first, then height.
 */
final class Bislerp {
    /** Cosine beyond which two directions count as the same: the first is kept. */
    private static final float PARALLEL = 1 - 1e-5f;

    /** Cosine below which two directions count as opposite: they are joined linearly. */
    private static final float OPPOSITE = 1e-5f - 1;

    private Bislerp() {}

    static Tensor resize(Tensor pixels, int width, int height) {
        Shape shape = pixels.shape();
        Tensor wide = axis(pixels, shape.size(3), width, shape.with(3, width), 1);
        return axis(wide, shape.size(2), height, wide.shape().with(2, height), width);
    }

    /**
     * @param step how far neighbours along the axis lie apart in memory
     */
    private static Tensor axis(Tensor from, int in, int out, Shape shape, int step) {
        Taps taps = Taps.bilinear(in, out);
        int channels = shape.size(1);
        int fromPlane = from.count() / Math.max(1, shape.size(0) * channels);
        int toPlane = shape.size(2) * shape.size(3);
        float[] result = new float[shape.count()];
        for (int item = 0; item < shape.size(0); item++) {
            for (int at = 0; at < toPlane; at++) {
                int i = at / step % out;
                int other = at / step / out * in * step + at % step;
                int a = item * channels * fromPlane + other + taps.first(i) * step;
                float[] weights = taps.weights(i);
                int b = weights.length > 1 ? a + step : a;
                join(
                        from,
                        a,
                        b,
                        fromPlane,
                        weights.length > 1 ? weights[1] : 0,
                        result,
                        item * channels * toPlane + at,
                        toPlane,
                        channels);
            }
        }
        return Tensor.adopt(shape, result);
    }

    /** Joins the channel vectors at a and b by the ratio r. */
    private static void join(
            Tensor from, int a, int b, int fromPlane, float r, float[] to, int at, int toPlane, int channels) {
        double lengthA = 0;
        double lengthB = 0;
        double product = 0;
        for (int c = 0; c < channels; c++) {
            float va = from.get(a + c * fromPlane);
            float vb = from.get(b + c * fromPlane);
            lengthA += va * va;
            lengthB += vb * vb;
            product += va * vb;
        }
        lengthA = Math.sqrt(lengthA);
        lengthB = Math.sqrt(lengthB);
        double cosine = lengthA == 0 || lengthB == 0 ? 0 : product / (lengthA * lengthB);
        double omega = Math.acos(Math.max(-1, Math.min(1, cosine)));
        double length = lengthA * (1 - r) + lengthB * r;
        for (int c = 0; c < channels; c++) {
            float va = from.get(a + c * fromPlane);
            float vb = from.get(b + c * fromPlane);
            double joined;
            if (cosine > PARALLEL) {
                joined = va;
            } else if (cosine < OPPOSITE) {
                joined = va * (1 - r) + vb * r;
            } else {
                double unitA = lengthA == 0 ? 0 : va / lengthA;
                double unitB = lengthB == 0 ? 0 : vb / lengthB;
                joined = (Math.sin((1 - r) * omega) * unitA + Math.sin(r * omega) * unitB) / Math.sin(omega) * length;
            }
            to[at + c * toPlane] = (float) joined;
        }
    }
}
