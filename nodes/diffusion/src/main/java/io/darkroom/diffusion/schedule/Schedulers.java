package io.darkroom.diffusion.schedule;

import io.darkroom.api.sampling.SchedulerProvider;
import java.util.List;

/** The schedulers by the names that stand in workflow files. */
public final class Schedulers {
    /** The parameters of "beta" in the reference. */
    private static final double BETA = 0.6;

    /** Karras et al. 2022, section 3. */
    private static final double RHO = 7;

    private Schedulers() {}

    /** All of them in the reference's order, then {@code trailing}, which is our own. */
    public static List<SchedulerProvider> all() {
        return List.of(
                new SchedulerProvider("simple", Spacings::simple),
                new SchedulerProvider("sgm_uniform", Spacings::sgmUniform),
                new SchedulerProvider(
                        "karras", (schedule, n) -> Spacings.karras(n, schedule.sigmaMin(), schedule.sigmaMax(), RHO)),
                new SchedulerProvider(
                        "exponential",
                        (schedule, n) -> Spacings.exponential(n, schedule.sigmaMin(), schedule.sigmaMax())),
                new SchedulerProvider("ddim_uniform", Spacings::ddimUniform),
                new SchedulerProvider("beta", (schedule, n) -> Spacings.beta(schedule, n, BETA, BETA)),
                new SchedulerProvider("normal", Spacings::normal),
                new SchedulerProvider("linear_quadratic", Spacings::linearQuadratic),
                new SchedulerProvider("kl_optimal", Spacings::klOptimal),
                new SchedulerProvider("trailing", Spacings::trailing));
    }
}
