package io.darkroom.nodes.resample;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * Lanczos resampling of 8-bit pictures in fixed point, width first: equal to Pillow's {@code Image.resize} to the last
 * bit. The window widens when shrinking, so that nothing aliases.
 */
final class Lanczos {
    /** Lobes of the window, the customary 3. */
    private static final double LOBES = 3;

    /** Fractional bits of a weight: 32 less 8 for the pixel and 2 to spare for overshoot, as in Pillow. */
    private static final int PRECISION = 22;

    private Lanczos() {}

    /**
     * @param pixels [n, c, h, w], 0 to 1; cut to 8 bits first
     */
    static Tensor resize(Tensor pixels, int width, int height) {
        Shape shape = pixels.shape();
        int planes = shape.size(0) * shape.size(1);
        int fromHeight = shape.size(2);
        int fromWidth = shape.size(3);
        Window across = Window.of(fromWidth, width);
        Window down = Window.of(fromHeight, height);
        float[] result = new float[planes * width * height];
        for (int plane = 0; plane < planes; plane++) {
            int[] bytes = new int[fromHeight * fromWidth];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (int) Math.max(0, Math.min(255, 255 * pixels.get(plane * bytes.length + i)));
            }
            int[] wide = pass(bytes, across, fromHeight, fromWidth, 1, width, 1);
            int[] done = pass(wide, down, width, 1, width, 1, width);
            for (int i = 0; i < done.length; i++) {
                result[plane * done.length + i] = done[i] / 255f;
            }
        }
        return Tensor.adopt(shape.with(2, height).with(3, width), result);
    }

    /**
     * Resamples lines of values along one axis. A line's start lies so many values after the one before, and its values
     * a step apart.
     */
    private static int[] pass(
            int[] from, Window window, int lines, int fromLine, int fromStep, int toLine, int toStep) {
        int out = window.outputs();
        int[] to = new int[lines * out];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < out; i++) {
                int[] weights = window.weights[i];
                int start = line * fromLine + window.first[i] * fromStep;
                int sum = 1 << (PRECISION - 1);
                for (int k = 0; k < weights.length; k++) {
                    sum += from[start + k * fromStep] * weights[k];
                }
                to[line * toLine + i * toStep] = Math.max(0, Math.min(255, sum >> PRECISION));
            }
        }
        return to;
    }

    /** Fixed-point weights of one axis. */
    private static final class Window {
        private final int[] first;
        private final int[][] weights;

        private Window(int[] first, int[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        int outputs() {
            return first.length;
        }

        static Window of(int in, int out) {
            int[] first = new int[out];
            int[][] weights = new int[out][];
            if (in == out) {
                for (int i = 0; i < out; i++) {
                    first[i] = i;
                    weights[i] = new int[] {1 << PRECISION};
                }
                return new Window(first, weights);
            }
            double scale = (double) in / out;
            double stretch = Math.max(1, scale);
            for (int i = 0; i < out; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - LOBES * stretch + 0.5));
                int end = Math.min(in, (int) (centre + LOBES * stretch + 0.5));
                double[] exact = new double[end - first[i]];
                double sum = 0;
                for (int k = 0; k < exact.length; k++) {
                    exact[k] = kernel((first[i] + k - centre + 0.5) / stretch);
                    sum += exact[k];
                }
                weights[i] = new int[exact.length];
                for (int k = 0; k < exact.length; k++) {
                    double fixed = exact[k] / sum * (1 << PRECISION);
                    weights[i][k] = (int) (fixed + Math.copySign(0.5, fixed));
                }
            }
            return new Window(first, weights);
        }

        private static double kernel(double x) {
            return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
        }

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }
}
