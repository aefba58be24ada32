package io.darkroom.api.sampling;

/** A way to lay n steps over a schedule, under the name that stands in the scheduler combos. */
public record SchedulerProvider(String name, Scheduler scheduler) {
    /** Makes the sigmas of n steps. */
    @FunctionalInterface
    public interface Scheduler {
        /**
         * @param steps at least 1
         * @return the levels from noisy to clean, ending with 0
         */
        Sigmas sigmas(NoiseSchedule schedule, int steps);
    }
}
