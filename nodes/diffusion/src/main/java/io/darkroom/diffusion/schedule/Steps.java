package io.darkroom.diffusion.schedule;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SchedulerProvider.Scheduler;
import io.darkroom.api.sampling.Sigmas;
import java.util.Arrays;

/** Which noise levels a run walks through: the rules of KSampler, KSamplerAdvanced and BasicScheduler. */
public final class Steps {
    /** 10000 steps, the most a widget takes, at a denoise of 0.01, the smallest. */
    private static final int MAX_SCHEDULED = 1_000_000;

    private Steps() {}

    /** What happens to the noise that is left where a run stops before the end of its schedule. */
    public enum Leftover {
        /** It stays, for a later run to go on with. */
        KEPT,
        /** The last step goes all the way to 0 instead. */
        REMOVED
    }

    /**
     * The last {@code steps} steps of a schedule that is longer by 1 / denoise, so that sampling starts at less noise.
     *
     * @param denoise 1: the whole schedule; 0: nothing to do
     * @throws NodeException if the longer schedule would pass a million steps
     */
    public static Sigmas of(Scheduler scheduler, NoiseSchedule schedule, int steps, double denoise) {
        return of(scheduler, schedule, steps, denoise, 0);
    }

    /** As {@link #of(Scheduler, NoiseSchedule, int, double)}, without the last level but one where the sampler wants that. */
    public static Sigmas of(Scheduler scheduler, NoiseSchedule schedule, int steps, double denoise, Sampler sampler) {
        return of(scheduler, schedule, steps, denoise, sampler.dropsPenultimateSigma() ? 1 : 0);
    }

    private static Sigmas of(Scheduler scheduler, NoiseSchedule schedule, int steps, double denoise, int dropped) {
        if (!(denoise > 0)) {
            return Sigmas.of(new float[0]);
        }
        if (denoise > 0.9999) { // the reference's own bound
            return dropPenultimate(scheduler.sigmas(schedule, steps + dropped), dropped);
        }
        double scheduled = steps / denoise;
        if (scheduled > MAX_SCHEDULED) {
            throw NodeException.atInput(
                    "denoise",
                    "Input \"denoise\" is " + denoise + ": " + steps + " steps of it need a schedule of "
                            + Math.round(scheduled) + " steps; the limit is " + MAX_SCHEDULED
                            + ". Raise it, or set it to 0 to leave the latent as it is.");
        }
        Sigmas all = dropPenultimate(scheduler.sigmas(schedule, (int) scheduled + dropped), dropped);
        return all.slice(Math.max(0, all.count() - steps - 1), all.count());
    }

    private static Sigmas dropPenultimate(Sigmas sigmas, int dropped) {
        float[] levels = sigmas.toArray();
        float[] kept = Arrays.copyOf(levels, levels.length - dropped);
        kept[kept.length - 1] = levels[levels.length - 1];
        return Sigmas.of(kept);
    }

    /**
     * Steps {@code start} (included) to {@code end} (excluded) of a schedule; empty if that leaves none.
     *
     * @param end may lie beyond the schedule
     */
    public static Sigmas window(Sigmas sigmas, int start, int end, Leftover leftover) {
        float[] levels = sigmas.toArray();
        if (end < sigmas.steps()) {
            levels = Arrays.copyOf(levels, end + 1);
            if (leftover == Leftover.REMOVED) {
                levels[end] = 0;
            }
        }
        return start < levels.length - 1
                ? Sigmas.of(Arrays.copyOfRange(levels, start, levels.length))
                : Sigmas.of(new float[0]);
    }

    /** Whether a schedule begins at the model's last time step. */
    public static boolean startAtLastTimestep(NoiseSchedule schedule, Sigmas sigmas) {
        return sigmas.count() > 0 && schedule.timestep(sigmas.get(0)) >= schedule.timestep(schedule.sigmaMax());
    }
}
