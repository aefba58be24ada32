package io.darkroom.nodes.resample;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** One axis of a separable resampling: each output value is a weighted sum of neighbouring inputs. */
final class Taps {
    /** The cubic's second derivative at the ends (Keys 1981), as in PyTorch. */
    private static final float CUBIC_A = -0.75f;

    private final int[] first;
    private final float[][] weights;

    private Taps(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    int outputs() {
        return first.length;
    }

    /** The first input that an output sees. */
    int first(int output) {
        return first[output];
    }

    /** The weights of the inputs from {@link #first} on. Not to be written to. */
    float[] weights(int output) {
        return weights[output];
    }

    /** The input whose centre is nearest. */
    static Taps nearestExact(int in, int out) {
        float scale = (float) in / out;
        return each(out, i -> Math.min(in - 1, (int) ((i + 0.5f) * scale)), i -> new float[] {1});
    }

    /** The two inputs around the output's centre, by distance. */
    static Taps bilinear(int in, int out) {
        float scale = (float) in / out;
        return each(out, i -> (int) linearCentre(i, scale), i -> {
            float centre = linearCentre(i, scale);
            float weight = centre - (int) centre;
            return (int) centre + 1 < in ? new float[] {1 - weight, weight} : new float[] {1};
        });
    }

    private static float linearCentre(int i, float scale) {
        return Math.max(0, (i + 0.5f) * scale - 0.5f);
    }

    /** The mean of all inputs that the output's cell touches. */
    static Taps area(int in, int out) {
        return each(out, i -> (int) ((long) i * in / out), i -> {
            int from = (int) ((long) i * in / out);
            int to = (int) (((long) (i + 1) * in + out - 1) / out);
            float[] weights = new float[to - from];
            Arrays.fill(weights, 1f / weights.length);
            return weights;
        });
    }

    /** Cubic convolution over four inputs (Keys 1981); beyond the border the border's value counts again. */
    static Taps bicubic(int in, int out) {
        float scale = (float) in / out;
        int[] first = new int[out];
        float[][] weights = new float[out][];
        for (int i = 0; i < out; i++) {
            float centre = (i + 0.5f) * scale - 0.5f;
            int floor = (int) Math.floor(centre);
            float t = centre - floor;
            float[] cubic = {outer(t + 1), inner(t), inner(1 - t), outer(2 - t)};
            first[i] = clamp(floor - 1, in);
            weights[i] = new float[clamp(floor + 2, in) - first[i] + 1];
            for (int k = 0; k < 4; k++) {
                weights[i][clamp(floor - 1 + k, in) - first[i]] += cubic[k];
            }
        }
        return new Taps(first, weights);
    }

    private static float inner(float d) {
        return ((CUBIC_A + 2) * d - (CUBIC_A + 3)) * d * d + 1;
    }

    private static float outer(float d) {
        return ((CUBIC_A * d - 5 * CUBIC_A) * d + 8 * CUBIC_A) * d - 4 * CUBIC_A;
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    private static Taps each(int out, IntUnaryOperator first, IntFunction<float[]> weights) {
        int[] starts = new int[out];
        float[][] all = new float[out][];
        for (int i = 0; i < out; i++) {
            starts[i] = first.applyAsInt(i);
            all[i] = weights.apply(i);
        }
        return new Taps(starts, all);
    }
}
