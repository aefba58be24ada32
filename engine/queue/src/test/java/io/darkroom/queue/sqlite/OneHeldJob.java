package io.darkroom.queue.sqlite;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import io.darkroom.queue.process.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program to be killed while it works on a job: it says which, and goes on for ever. */
final class OneHeldJob {
    private OneHeldJob() {}

    public static void main(String[] arguments) throws InterruptedException {
        Store store = SqliteStore.open(Path.of(arguments[0]), StoreOptions.defaults());
        store.queue()
                .submit(List.of(
                        new Draft("deadly", "me", new Draft.Place.At(1), "{}"),
                        new Draft("next", "me", new Draft.Place.At(2), "{}")));
        Lease lease = store.queue()
                .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                .orElseThrow();
        System.out.println(lease.job().id() + Child.END);
        Thread.currentThread().join();
    }
}
