package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** SDE-DPM-Solver++(2M), midpoint form (Lu et al. 2022, section 6 and appendix D.4, arXiv 2211.01095), with eta = 1. */
final class Dpmpp2mSde implements Solver {
    private final Run run;
    private @Nullable Tensor lastX0;
    private double lastH;

    Dpmpp2mSde(Run run) {
        this.run = run;
    }

    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        double h = Exponential.step(sigma, next);
        double eta = h > 0 ? 1 : 0; // no fresh noise where sigma rises: there is none to replace
        double gain = -Math.expm1(-h * (1 + eta));
        Sum sum = Sum.of(1 - gain, x).plus(gain, x0);
        Tensor last = lastX0;
        if (last != null) {
            double r = lastH / h;
            sum.plusDifference(gain / (2 * r), x0, last);
        }
        lastX0 = x0;
        lastH = h;
        return sum.plus(next * Math.sqrt(-Math.expm1(-2 * eta * h)), run.brownian(sigma, next))
                .round();
    }
}
