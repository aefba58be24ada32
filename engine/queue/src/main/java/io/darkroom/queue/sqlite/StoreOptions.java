package io.darkroom.queue.sqlite;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a store behaves.
 *
 * @param lease how long a worker may give no sign before its job goes back to the queue
 * @param capacity how many unfinished jobs there may be, at least 1
 * @param patience how long to wait for another program that has the database locked
 * @param backupEvery how often a database that changed is copied to its backup
 * @param maxBytes how large the database may grow, in bytes; it is refused what goes beyond as on a full disk
 */
public record StoreOptions(
        InstantSource clock, Duration lease, int capacity, Duration patience, Duration backupEvery, long maxBytes) {
    public StoreOptions {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + "; it must be at least 1.");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; it must be at least 1.");
        }
    }

    /** The computer's clock, leases of a minute, 100,000 jobs, a backup every ten minutes, no limit of size. */
    public static StoreOptions defaults() {
        return new StoreOptions(
                InstantSource.system(),
                Duration.ofMinutes(1),
                100_000,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Long.MAX_VALUE);
    }

    public StoreOptions withClock(InstantSource changed) {
        return new StoreOptions(changed, lease, capacity, patience, backupEvery, maxBytes);
    }

    public StoreOptions withLease(Duration changed) {
        return new StoreOptions(clock, changed, capacity, patience, backupEvery, maxBytes);
    }

    public StoreOptions withCapacity(int changed) {
        return new StoreOptions(clock, lease, changed, patience, backupEvery, maxBytes);
    }

    public StoreOptions withPatience(Duration changed) {
        return new StoreOptions(clock, lease, capacity, changed, backupEvery, maxBytes);
    }

    public StoreOptions withBackupEvery(Duration changed) {
        return new StoreOptions(clock, lease, capacity, patience, changed, maxBytes);
    }

    public StoreOptions withMaxBytes(long changed) {
        return new StoreOptions(clock, lease, capacity, patience, backupEvery, changed);
    }
}
