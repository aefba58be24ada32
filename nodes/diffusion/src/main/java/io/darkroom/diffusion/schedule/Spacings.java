package io.darkroom.diffusion.schedule;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sigmas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The ways to choose n noise levels, as pure functions. Each result falls from noisy to clean and ends with 0. */
public final class Spacings {
    private Spacings() {}

    /** Entries of the model's table at even distances, counted back from the last; places are truncated. */
    static Sigmas simple(NoiseSchedule schedule, int n) {
        Sigmas table = schedule.table();
        double stride = (double) table.count() / n;
        return endingWithZero(n, i -> table.get(table.count() - 1 - (int) (i * stride)));
    }

    /**
     * Lin et al. 2023, table 2, "trailing" (arXiv 2305.08891): t_i = round(1000 - i 1000 / n) - 1 for i = 0 ... n - 1,
     * halves to the even side. It always starts at the last time step, where zero-SNR models must start. More steps than
     * time steps are not possible: then each is taken once.
     */
    static Sigmas trailing(NoiseSchedule schedule, int n) {
        Sigmas table = schedule.table();
        int total = table.count();
        int steps = Math.min(n, total);
        return endingWithZero(steps, i -> table.get((int) Math.rint((double) total * (steps - i) / steps) - 1));
    }

    /** Even time steps from the last to the first, both included. */
    static Sigmas normal(NoiseSchedule schedule, int n) {
        double start = schedule.timestep(schedule.sigmaMax());
        double end = schedule.timestep(schedule.sigmaMin());
        return endingWithZero(n, i -> schedule.sigma(ramp(start, end, i, n)));
    }

    /** Even time steps from the last to the first, the first left out: the spacing of Stability AI's own sampler. */
    static Sigmas sgmUniform(NoiseSchedule schedule, int n) {
        double start = schedule.timestep(schedule.sigmaMax());
        double end = schedule.timestep(schedule.sigmaMin());
        return endingWithZero(n, i -> schedule.sigma(ramp(start, end, i, n + 1)));
    }

    /** Song et al. 2020 (arXiv 2010.02502), "leading": every (1000 / n)-th entry from place 1 on; often more than n. */
    static Sigmas ddimUniform(NoiseSchedule schedule, int n) {
        Sigmas table = schedule.table();
        int stride = Math.max(table.count() / n, 1);
        int count = (table.count() - 2) / stride + 1;
        return endingWithZero(count, i -> table.get(1 + (count - 1 - i) * stride));
    }

    /**
     * Karras et al. 2022, eq. 5 (arXiv 2206.00364): even in sigma^(1/rho).
     *
     * @throws NodeException if rho is not above 0
     */
    public static Sigmas karras(int n, double sigmaMin, double sigmaMax, double rho) {
        if (!(rho > 0)) {
            throw NodeException.atInput("rho", "Input \"rho\" is " + rho + "; it must be above 0 (7 is usual).");
        }
        double first = Math.pow(sigmaMax, 1 / rho);
        double last = Math.pow(sigmaMin, 1 / rho);
        return endingWithZero(n, i -> Math.pow(ramp(first, last, i, n), rho));
    }

    /**
     * Even in log sigma.
     *
     * @throws NodeException if a sigma is not above 0
     */
    public static Sigmas exponential(int n, double sigmaMin, double sigmaMax) {
        requirePositive("sigma_min", sigmaMin);
        requirePositive("sigma_max", sigmaMax);
        double first = Math.log(sigmaMax);
        double last = Math.log(sigmaMin);
        return endingWithZero(n, i -> Math.exp(ramp(first, last, i, n)));
    }

    /**
     * Sabour et al. 2024 (arXiv 2404.14507), the optimum for Gaussian data: even in atan(sigma). The angle is float32 as in
     * the reference, since its tangent near pi/2 turns the rounding into 1e-4 of the sigma.
     */
    static Sigmas klOptimal(NoiseSchedule schedule, int n) {
        float first = (float) Math.atan(schedule.sigmaMax());
        float last = (float) Math.atan(schedule.sigmaMin());
        return endingWithZero(n, i -> {
            float w = n == 1 ? 0 : (float) i / (n - 1);
            return Math.tan(w * last + (1 - w) * first);
        });
    }

    /**
     * Polyak et al. 2024 (arXiv 2410.13720), linear-quadratic: linear over the first half of the steps down to 0.975 of
     * sigmaMax, then a parabola of the same slope that ends at 0.
     */
    static Sigmas linearQuadratic(NoiseSchedule schedule, int n) {
        double threshold = 0.025;
        int half = n / 2;
        double slope = half == 0 ? 0 : threshold / half;
        double bend = (1 - slope * n) / Math.pow(n - half, 2);
        return endingWithZero(
                n, i -> schedule.sigmaMax() * (1 - slope * i - (i > half ? bend * Math.pow(i - half, 2) : 0)));
    }

    /**
     * Lee et al. 2024 (arXiv 2407.12173): places in the table at even quantiles of the Beta(alpha, beta) distribution,
     * rounded; a place that comes up again is left out, so there may be fewer than n.
     */
    static Sigmas beta(NoiseSchedule schedule, int n, double alpha, double beta) {
        Sigmas table = schedule.table();
        int last = table.count() - 1;
        List<Double> levels = new ArrayList<>();
        int place = last;
        int previous = -1;
        // round(last * inverse(quantile)) without the inverse: the place whose rounding range holds the quantile.
        double bound = BetaDistribution.cumulative((place - 0.5) / last, alpha, beta);
        for (int i = 0; i < n; i++) {
            double quantile = 1 - (double) i / n;
            while (bound > quantile) {
                place--;
                bound = place == 0 ? 0 : BetaDistribution.cumulative((place - 0.5) / last, alpha, beta);
            }
            if (place != previous) {
                levels.add((double) table.get(place));
                previous = place;
            }
        }
        return endingWithZero(levels.size(), levels::get);
    }

    private static double ramp(double first, double last, int i, int count) {
        return count == 1 ? first : first + (last - first) * i / (count - 1);
    }

    private static Sigmas endingWithZero(int n, IntToDoubleFunction level) {
        double[] levels = new double[n + 1];
        for (int i = 0; i < n; i++) {
            levels[i] = level.applyAsDouble(i);
        }
        return Sigmas.of(levels);
    }

    private static void requirePositive(String input, double sigma) {
        if (!(sigma > 0)) {
            throw NodeException.atInput(
                    input, "Input \"" + input + "\" is " + sigma + "; an exponential schedule needs it above 0.");
        }
    }
}
