package io.darkroom.diffusion.guidance;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * Gives a guided prediction the contrast of the conditional one: strong guidance raises the standard deviation and with it
 * over-exposes pictures (Lin et al. 2023, section 3.4, arXiv 2305.08891).
 */
public final class NoiseRescale {
    private NoiseRescale() {}

    /**
     * Equations 15 and 16, for each item of the batch: phi * guided * std(conditional) / std(guided) + (1 - phi) * guided. The
     * deviations are taken over channels, height and width, with n - 1.
     *
     * @param guided raw network outputs after guidance, [b, c, h, w]
     * @param conditional raw network outputs for the positive prompt
     * @param phi 0: guided as it is; 1: rescaled wholly
     */
    public static Tensor apply(Tensor guided, Tensor conditional, double phi) {
        Shape shape = guided.shape();
        int batch = shape.size(0);
        float[] rescaled = new float[shape.count()];
        int item = batch == 0 ? 0 : rescaled.length / batch;
        for (int b = 0; b < batch; b++) {
            int from = b * item;
            double factor = factor(
                    deviation(i -> guided.get(from + i), item), deviation(i -> conditional.get(from + i), item), phi);
            for (int i = from; i < from + item; i++) {
                rescaled[i] = (float) (factor * guided.get(i));
            }
        }
        return Tensor.adopt(shape, rescaled);
    }

    /** What the guided values are multiplied by. */
    static double factor(double guidedDeviation, double conditionalDeviation, double phi) {
        return phi * conditionalDeviation / guidedDeviation + (1 - phi);
    }

    /** The standard deviation of n values, with n - 1. */
    static double deviation(Values values, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values.at(i);
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double difference = values.at(i) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (n - 1));
    }

    /** Numbers by their index. */
    @FunctionalInterface
    interface Values {
        double at(int index);
    }
}
