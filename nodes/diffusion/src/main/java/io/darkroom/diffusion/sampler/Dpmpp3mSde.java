package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * SDE-DPM-Solver++ of third order from the last three predictions, eta = 1 (k-diffusion's {@code sample_dpmpp_3m_sde}). d1 and
 * d2 are the slope and the curvature of the parabola in t = -log sigma through them; phi2 and phi3 are integrals of the
 * exponential integrator. With these phi the curvature counts half of what the parabola's own integral would give it: so in
 * the reference, and so here.
 */
final class Dpmpp3mSde implements Solver {
    private final Run run;

    /** The predictions of the last two steps and how long the steps were, newest first. */
    private final List<Past> history = new ArrayList<>();

    Dpmpp3mSde(Run run) {
        this.run = run;
    }

    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        if (next == 0) {
            return x0;
        }
        double h = Exponential.step(sigma, next);
        double eta = h > 0 ? 1 : 0; // no fresh noise where sigma rises: there is none to replace
        double g = h * (1 + eta);
        Sum sum = Sum.of(Math.exp(-g), x).plus(-Math.expm1(-g), x0);
        double phi2 = Math.expm1(-g) / g + 1;
        if (history.size() == 1) {
            Past a = history.get(0);
            sum.plusDifference(phi2 * h / a.h, x0, a.x0);
        } else if (history.size() == 2) {
            Past a = history.get(0);
            Past b = history.get(1);
            double r0 = a.h / h;
            double r1 = b.h / h;
            double phi3 = phi2 / g - 0.5;
            // d1 = s0 + (s0 - s1) r0 / (r0 + r1) and d2 = (s0 - s1) / (r0 + r1), with the divided differences s0 and
            // s1.
            double bend = (phi2 * r0 - phi3) / (r0 + r1);
            sum.plusDifference((phi2 + bend) / r0, x0, a.x0).plusDifference(-bend / r1, a.x0, b.x0);
        }
        history.add(0, new Past(x0, h));
        if (history.size() > 2) {
            history.remove(2);
        }
        return sum.plus(next * Math.sqrt(-Math.expm1(-2 * eta * h)), run.brownian(sigma, next))
                .round();
    }

    private record Past(Tensor x0, double h) {}
}
