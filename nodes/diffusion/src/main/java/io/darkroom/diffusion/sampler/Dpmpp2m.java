package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** DPM-Solver++(2M): second order from the last two predictions (Lu et al. 2022, algorithm 2, arXiv 2211.01095). */
final class Dpmpp2m implements Solver {
    private @Nullable Tensor lastX0;
    private double lastH;

    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        double h = Exponential.step(sigma, next);
        Sum sum = Exponential.step(x, x0, sigma, next);
        Tensor last = lastX0;
        if (last != null) {
            double r = lastH / h;
            sum.plusDifference(-Math.expm1(-h) / (2 * r), x0, last);
        }
        lastX0 = x0;
        lastH = h;
        return sum.round();
    }
}
