package io.darkroom.server.event;

import java.time.Duration;

/** Lets so many things pass at once and so many a second later on. Not safe for concurrent use. */
final class Throttle {
    private final int burst;
    private final double perNano;
    private double left;
    private long last = System.nanoTime();

    Throttle(int burst, int perSecond) {
        this.burst = burst;
        this.perNano = perSecond / (double) Duration.ofSeconds(1).toNanos();
        this.left = burst;
    }

    boolean passes() {
        long now = System.nanoTime();
        left = Math.min(burst, left + (now - last) * perNano);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
