package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear multistep of order 4: Adams and Bashforth's method over uneven steps. The slopes of the last steps give a polynomial
 * in sigma, whose integral is the step.
 */
final class Lms implements Solver {
    private static final int ORDER = 4;

    /** Newest first. */
    private final List<Past> history = new ArrayList<>();

    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        history.add(0, new Past(x, x0, sigma));
        if (history.size() > ORDER) {
            history.remove(ORDER);
        }
        if (next == 0) {
            return x0;
        }
        Sum sum = Sum.of(x);
        for (int j = 0; j < history.size(); j++) {
            Past past = history.get(j);
            sum.along(integral(j, sigma, next), past.x, past.x0, past.sigma);
        }
        return sum.round();
    }

    /** The integral of the j-th Lagrange polynomial; its degree is at most 3, so Simpson's rule is exact. */
    private double integral(int j, double from, double to) {
        return (to - from) / 6 * (lagrange(j, from) + 4 * lagrange(j, (from + to) / 2) + lagrange(j, to));
    }

    private double lagrange(int j, double sigma) {
        double product = 1;
        for (int k = 0; k < history.size(); k++) {
            if (k != j) {
                product *= (sigma - history.get(k).sigma) / (history.get(j).sigma - history.get(k).sigma);
            }
        }
        return product;
    }

    private record Past(Tensor x, Tensor x0, double sigma) {}
}
