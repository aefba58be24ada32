package io.darkroom.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down: after a few wrong tokens an address must wait before it may try another, longer each time. Safe for
 * concurrent use.
 */
final class Attempts {
    private static final int FREE = 5; // typing errors
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int ADDRESSES = 4096; // beyond that the one that tried longest ago is forgotten

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Failures(int count, Instant last) {}

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** How long an address must wait until it may try again; zero if it may now. */
    synchronized Duration pause(String address) {
        Failures known = failures.get(network(address));
        if (known == null || known.count < FREE) {
            return Duration.ZERO;
        }
        Duration whole = Duration.ofSeconds(1L << Math.min(known.count - FREE, 6));
        Duration capped = whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
        Duration left = Duration.between(clock.instant(), known.last.plus(capped));
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        failures.merge(
                network(address),
                new Failures(1, now),
                (before, first) ->
                        before.last.plus(FORGOTTEN).isBefore(now) ? first : new Failures(before.count + 1, now));
    }

    synchronized void succeeded(String address) {
        failures.remove(network(address));
    }

    /** An address of IPv4; of IPv6 the network, since one machine has a whole one to choose addresses from. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // a number, so nothing is looked up
            return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
