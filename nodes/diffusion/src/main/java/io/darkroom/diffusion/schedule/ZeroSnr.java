package io.darkroom.diffusion.schedule;

import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sigmas;
import java.util.Optional;

/** The one trap of models with zero terminal SNR: they must start where nothing but noise is left. */
public final class ZeroSnr {
    private ZeroSnr() {}

    /**
     * A sentence for the user if a whole schedule (denoise 1, from its first step on) starts too late for its model, which
     * gives grey, low-contrast pictures.
     *
     * @param scheduler its name in the combo
     */
    public static Optional<String> warning(NoiseSchedule schedule, String scheduler, Sigmas sigmas) {
        if (!schedule.zeroTerminalSnr() || sigmas.steps() == 0 || Steps.startAtLastTimestep(schedule, sigmas)) {
            return Optional.empty();
        }
        return Optional.of("This model has zero terminal SNR, but the scheduler \"" + scheduler
                + "\" starts at time step " + (int) schedule.timestep(sigmas.get(0)) + " instead of "
                + (int) schedule.timestep(schedule.sigmaMax())
                + ": brightness and contrast will be wrong. Choose the scheduler trailing or sgm_uniform.");
    }
}
