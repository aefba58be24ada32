package io.darkroom.conformance.async;

import io.darkroom.api.node.Context;

/** Waiting that ends when the user stops the run. */
public final class Pause {
    private static final long TICK_NANOS = 10_000_000;

    private Pause() {}

    public static void seconds(double seconds, Context context) throws InterruptedException {
        seconds(seconds, context, elapsed -> {});
    }

    /**
     * @param tick hears every 10 ms and at the end how many seconds have passed
     */
    static void seconds(double seconds, Context context, Tick tick) throws InterruptedException {
        long start = System.nanoTime();
        long total = (long) (seconds * 1e9);
        long left = total;
        while (left > 0) {
            context.cancellation().check();
            tick.at((total - left) / 1e9);
            long nap = Math.min(left, TICK_NANOS);
            Thread.sleep(nap / 1_000_000, (int) (nap % 1_000_000));
            left = total - (System.nanoTime() - start);
        }
        tick.at(seconds);
    }

    /** Hears how far the waiting is. */
    @FunctionalInterface
    interface Tick {
        void at(double elapsedSeconds);
    }
}
