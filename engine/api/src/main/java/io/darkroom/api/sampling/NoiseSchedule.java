package io.darkroom.api.sampling;

import io.darkroom.api.tensor.Tensor;

/**
 * How a network was trained to see noise: the link between time steps and sigmas, and what its output means. Immutable.
 *
 * <p>x0 is the clean latent, x = x0 + sigma * noise the noisy one (variance-exploding form).
 */
public interface NoiseSchedule {
    /** A short name for messages and the picture's lock, such as {@code "v_prediction, zero terminal SNR"}. */
    String describe();

    double sigmaMin();

    double sigmaMax();

    /** The trained sigmas, one for each of the (usually 1000) time steps, rising. */
    Sigmas table();

    /** Whether the last time step holds no signal at all, so that schedules must start there. */
    boolean zeroTerminalSnr();

    /** The sigma of a possibly fractional time step in [0, 999]. */
    double sigma(double timestep);

    /** The time step the network is given for a sigma. */
    double timestep(double sigma);

    /** The sigma at a fraction of the way: 0 is the noisy start (very large), 1 the clean end (0). */
    double percentToSigma(double percent);

    /** What the network is fed for x at a sigma. */
    Tensor networkInput(Tensor x, double sigma);

    /** The clean latent that a network output stands for. */
    Tensor denoised(Tensor x, Tensor output, double sigma);

    /** The start of sampling: noise scaled to the first sigma, laid over a latent. */
    Tensor noised(Tensor latent, Tensor noise, double sigma);
}
