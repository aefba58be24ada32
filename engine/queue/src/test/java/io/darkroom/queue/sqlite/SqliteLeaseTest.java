package io.darkroom.queue.sqlite;

import io.darkroom.queue.Store;
import io.darkroom.queue.contract.LeaseContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLeaseTest extends LeaseContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Override
    protected Store open() {
        return SqliteStore.open(
                folder.resolve("darkroom.db"),
                StoreOptions.defaults().withClock(clock).withLease(LEASE).withCapacity(CAPACITY));
    }
}
