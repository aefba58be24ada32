package io.darkroom.diffusion.schedule;

import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.tensor.Tensor;

/**
 * The schedule of Stable Diffusion 1.x and 2.x: 1000 time steps of scaled-linear betas from 0.00085 to 0.012, sigma from
 * 0.0292 to 14.6 or, at zero terminal SNR, to 4518.76 (the reference stops short of infinity). Immutable.
 */
public final class DiscreteSchedule implements NoiseSchedule {
    /** sigma_data of Karras et al. 2022, as latent consistency models set it. */
    private static final double LCM_SIGMA_DATA = 0.5;

    /** The factor that latent consistency models put on the time step (Luo et al. 2023, timestep_scaling). */
    private static final double LCM_TIMESTEP_SCALE = 10;

    private final Prediction prediction;
    private final TerminalSnr terminalSnr;
    private final SigmaTable table;
    private final int stride;

    public DiscreteSchedule(Prediction prediction, TerminalSnr terminalSnr) {
        this.prediction = prediction;
        this.terminalSnr = terminalSnr;
        this.table =
                prediction == Prediction.LCM ? SigmaTable.distilled(terminalSnr) : SigmaTable.scaledLinear(terminalSnr);
        this.stride = SigmaTable.TIMESTEPS / table.count();
    }

    public Prediction prediction() {
        return prediction;
    }

    @Override
    public String describe() {
        return zeroTerminalSnr() ? prediction.id() + ", zero terminal SNR" : prediction.id();
    }

    @Override
    public double sigmaMin() {
        return table.min();
    }

    @Override
    public double sigmaMax() {
        return table.max();
    }

    @Override
    public Sigmas table() {
        return Sigmas.of(table.toArray());
    }

    @Override
    public boolean zeroTerminalSnr() {
        return terminalSnr == TerminalSnr.ZERO;
    }

    @Override
    public double sigma(double timestep) {
        return table.at((timestep - (stride - 1)) / stride);
    }

    @Override
    public double timestep(double sigma) {
        return (double) table.nearest(sigma) * stride + stride - 1;
    }

    /** As the interface says; "very large" is 999999999.9, the reference's word for "from the start". */
    @Override
    public double percentToSigma(double percent) {
        if (percent <= 0) {
            return 999999999.9;
        }
        if (percent >= 1) {
            return 0;
        }
        return sigma((1 - percent) * (SigmaTable.TIMESTEPS - 1));
    }

    @Override
    public Tensor networkInput(Tensor x, double sigma) {
        if (prediction == Prediction.IMG_TO_IMG) {
            return x;
        }
        double scale = 1 / Math.sqrt(sigma * sigma + 1);
        return x.map(v -> (float) (v * scale));
    }

    @Override
    public Tensor denoised(Tensor x, Tensor output, double sigma) {
        return switch (prediction) {
            case EPS -> combine(1, x, -sigma, output);
            case V -> combine(1 / (sigma * sigma + 1), x, -sigma / Math.sqrt(sigma * sigma + 1), output);
            case X0, IMG_TO_IMG -> output;
            case LCM -> consistent(x, output, sigma);
        };
    }

    /** Luo et al. 2023, section 4 (arXiv 2310.04378): f = c_skip x + c_out (x - sigma eps). */
    private Tensor consistent(Tensor x, Tensor eps, double sigma) {
        double s = LCM_TIMESTEP_SCALE * timestep(sigma);
        double variance = LCM_SIGMA_DATA * LCM_SIGMA_DATA;
        double cSkip = variance / (s * s + variance);
        double cOut = s / Math.sqrt(s * s + variance);
        return combine(cSkip + cOut, x, -cOut * sigma, eps);
    }

    /**
     * {@inheritDoc}
     *
     * <p>From sigmaMax on (within 1e-5) the noise is scaled by sqrt(1 + sigma^2) instead of sigma: the latent of the
     * network's training has variance 1, and with nothing but noise left all of it must come from there.
     */
    @Override
    public Tensor noised(Tensor latent, Tensor noise, double sigma) {
        boolean full = sigma >= sigmaMax() * (1 - 1e-5);
        return combine(1, latent, full ? Math.sqrt(1 + sigma * sigma) : sigma, noise);
    }

    private static Tensor combine(double a, Tensor x, double b, Tensor y) {
        return x.zip(y, (v, w) -> (float) (a * v + b * w));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiscreteSchedule schedule
                && prediction == schedule.prediction
                && terminalSnr == schedule.terminalSnr;
    }

    @Override
    public int hashCode() {
        return 31 * prediction.hashCode() + terminalSnr.hashCode();
    }

    @Override
    public String toString() {
        return describe();
    }
}
