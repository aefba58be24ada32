package io.darkroom.server.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a receiver is waited for and how often it is tried.
 *
 * @param attempts until the message is given up, at least 1
 * @param firstPause after the first attempt; doubles with each
 * @param longestPause no pause is longer, whatever the receiver asks for
 * @param answer how long one attempt may take
 * @param inFlight how many messages are on their way at once
 */
record Patience(int attempts, Duration firstPause, Duration longestPause, Duration answer, int inFlight) {
    /** Twelve attempts over some 50 minutes, 20 seconds for each, four at once. */
    static Patience standard() {
        return new Patience(12, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofSeconds(20), 4);
    }

    /**
     * The pause after an attempt: doubled each time, and between half and all of that, so that many messages do not come
     * back at the same moment.
     *
     * @param done how many attempts there were
     * @param asked what the receiver asked for, zero if nothing
     */
    Duration pause(int done, Duration asked, RandomGenerator random) {
        long doubled = firstPause.toMillis() << Math.min(done - 1, 20);
        long most = Math.min(doubled, longestPause.toMillis());
        Duration own = Duration.ofMillis(most / 2 + (long) (random.nextDouble() * most / 2));
        Duration wanted = asked.compareTo(own) > 0 ? asked : own;
        return wanted.compareTo(longestPause) > 0 ? longestPause : wanted;
    }
}
