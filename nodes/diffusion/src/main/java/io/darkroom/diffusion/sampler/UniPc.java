package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UniPC, the unified predictor-corrector, multistep, for predictions of x0 (Zhao et al. 2023, arXiv 2302.04867): each
 * evaluation first corrects the step that led to it (UniC), then predicts the next one (UniP), both of order up to 3. In
 * terms of sigma the paper's alpha is 1 and its lambda is -log sigma.
 */
final class UniPc implements Solver {
    private static final int MAX_ORDER = 3;

    /** Where the reference ends instead of at 0, which has no logarithm. */
    private static final double LAST_SIGMA = 0.001;

    private final B b;
    private final int steps;
    private final int maxOrder;

    /** Newest first. */
    private final List<Past> history = new ArrayList<>();

    private int reached;
    private @Nullable Move lastMove;

    UniPc(B b, int steps) {
        this.b = b;
        this.steps = steps;
        this.maxOrder = Math.max(1, Math.min(MAX_ORDER, steps - 1));
    }

    /** The paper's B(h): any function that is h to first order. Only the terms of one prediction depend on it. */
    enum B {
        /** B1(h) = h. */
        H,
        /** B2(h) = e^h - 1; for x0 with h negated, 1 - e^-h. */
        EXPM1;

        double of(double h) {
            return switch (this) {
                case H -> h;
                case EXPM1 -> -Math.expm1(-h);
            };
        }
    }

    @Override
    public Tensor step(Tensor x, Tensor x0, double sigma, double next) {
        Tensor corrected = lastMove == null ? x : lastMove.corrected(x0);
        history.add(0, new Past(x0, sigma));
        if (history.size() > MAX_ORDER) {
            history.remove(MAX_ORDER);
        }
        reached++;
        // The order rises while predictions gather, and falls towards the end (the paper's "lower order final").
        int order = Math.min(Math.min(reached, maxOrder), steps + 1 - reached);
        Move move = new Move(b, corrected, next == 0 ? LAST_SIGMA : next, List.copyOf(history.subList(0, order)));
        lastMove = move;
        return move.predicted();
    }

    private record Past(Tensor x0, double sigma) {}

    /**
     * A step from x to a level.
     *
     * @param past as many predictions as its order, newest first, which is the one for x
     */
    private record Move(B b, Tensor x, double next, List<Past> past) {
        Tensor predicted() {
            return through(past.subList(1, past.size()));
        }

        /**
         * @param arrival the prediction at the end of the predicted step
         */
        Tensor corrected(Tensor arrival) {
            List<Past> points = new ArrayList<>(past.subList(1, past.size()));
            points.add(new Past(arrival, next));
            return through(points);
        }

        /** Solves the flow for the polynomial in lambda that goes through x's own prediction and these. */
        private Tensor through(List<Past> points) {
            Past start = past.get(0);
            double h = Exponential.step(start.sigma, next);
            double[] r = points.stream()
                    .mapToDouble(point -> Exponential.step(start.sigma, point.sigma) / h)
                    .toArray();
            double[] weights = weights(r, h);
            Sum sum = Exponential.step(x, start.x0, start.sigma, next);
            for (int k = 0; k < r.length; k++) {
                sum.plusDifference(weights[k] / r[k], points.get(k).x0, start.x0);
            }
            return sum.round();
        }

        /**
         * The paper's a_k B(h), from R_p(h) a_p(h) B(h) = phi_p(h) (eq. 8, here for x0): sum over k of w_k r_k^(n-1) = I_n,
         * where I_n = h * integral of e^(-h (1 - s)) s^n over s from 0 to 1 = 1 - (n / h) I_(n-1). A single weight is B(h) / 2
         * as the paper sets it.
         */
        private double[] weights(double[] r, double h) {
            if (r.length == 1) {
                return new double[] {b.of(h) / 2};
            }
            double[] integrals = new double[r.length];
            double integral = -Math.expm1(-h);
            for (int n = 1; n <= r.length; n++) {
                integral = 1 - n / h * integral;
                integrals[n - 1] = integral;
            }
            return solveVandermonde(r, integrals);
        }

        /** Björck and Pereyra 1970 (Golub and Van Loan, Matrix Computations, algorithm 4.6.2). */
        private static double[] solveVandermonde(double[] r, double[] right) {
            double[] w = right.clone();
            int last = w.length - 1;
            for (int k = 0; k < last; k++) {
                for (int i = last; i > k; i--) {
                    w[i] -= r[k] * w[i - 1];
                }
            }
            for (int k = last - 1; k >= 0; k--) {
                for (int i = k + 1; i <= last; i++) {
                    w[i] /= r[i] - r[i - k - 1];
                }
                for (int i = k; i < last; i++) {
                    w[i] -= w[i + 1];
                }
            }
            return w;
        }
    }
}
