package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.darkroom.queue.Draft;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TroubleTest {
    private static final Outcome GOOD = new Outcome(Outcome.Kind.SUCCEEDED, "{}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Store open(StoreOptions options) {
        return SqliteStore.open(database(), options.withPatience(Duration.ofMillis(50)));
    }

    private Path database() {
        return folder.resolve("darkroom.db");
    }

    @Test
    void aDatabaseThatIsLockedRefusesJobsWithASentenceAndIsReadNevertheless() throws Exception {
        try (Store store = open(StoreOptions.defaults())) {
            submit(store, "before", 10);
            try (Session other = Session.plain(database())) {
                other.run("BEGIN IMMEDIATE");

                assertUnavailable(store, "locked by another program");
                assertThat(store.trouble())
                        .hasValueSatisfying(
                                why -> assertThat(why).contains(database().toString(), "locked by another program"));
                assertThat(store.queue().count()).isEqualTo(new JobQueue.Count(1, 0));
                assertThat(store.queue().pending()).hasSize(1);
                assertThat(take(store)).isEmpty();
                other.run("ROLLBACK");
            }

            await().until(() -> store.trouble().isEmpty());
            submit(store, "after", 10);
        }
    }

    @Test
    void anOutcomeThatCannotBeWrittenIsWrittenWhenThatIsPossibleAgain() throws Exception {
        try (Store store = open(StoreOptions.defaults())) {
            submit(store, "a", 10);
            Lease lease = take(store).orElseThrow();
            CompletableFuture<Void> finishing;
            try (Session other = Session.plain(database())) {
                other.run("BEGIN IMMEDIATE");
                finishing = CompletableFuture.runAsync(() -> lease.finish(GOOD));
                await().until(() -> store.trouble().isPresent());
                assertThat(finishing).isNotDone();
                other.run("ROLLBACK");
            }

            finishing.get(20, TimeUnit.SECONDS);
            assertThat(store.history().find("a")).isPresent();
        }
    }

    @Test
    void anOutcomeThatCouldNotBeWrittenIsWrittenWhenTheStoreCloses() throws Exception {
        CompletableFuture<Void> finishing;
        try (Store store = open(StoreOptions.defaults());
                Session other = Session.plain(database())) {
            submit(store, "a", 10);
            Lease lease = take(store).orElseThrow();
            other.run("BEGIN IMMEDIATE");
            finishing = CompletableFuture.runAsync(() -> lease.finish(GOOD));
            await().until(() -> store.trouble().isPresent());
        }

        finishing.get(20, TimeUnit.SECONDS);
        try (Store store = open(StoreOptions.defaults())) {
            assertThat(store.history().find("a")).isPresent();
            assertThat(store.queue().count().unfinished()).isZero();
        }
    }

    @Test
    void onAFullDiskJobsAreRefusedAndAllIsWellOnceThereIsRoom() throws Exception {
        try (Store store = open(StoreOptions.defaults().withMaxBytes(1 << 20))) {
            for (int i = 0; i < 15; i++) {
                submit(store, "old-" + i, 20_000);
                take(store).orElseThrow().finish(GOOD);
            }

            int accepted = fill(store);
            assertThat(store.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("the disk is full"));
            assertThat(store.queue().pending()).hasSize(accepted);
            store.history().clear(Optional.empty());

            await().until(() -> store.trouble().isEmpty());
            submit(store, "after", 20_000);
        }
    }

    @Test
    void onAFullDiskEachJobIsRefusedAsTheFirstOneWas() {
        try (Store store = open(StoreOptions.defaults().withMaxBytes(200_000))) {
            fill(store);

            for (int i = 0; i < 3; i++) {
                assertUnavailable(store, "the disk is full");
            }
        }
    }

    @Test
    void anOutcomeThatHasNoRoomIsWrittenOnceThereIsRoom() throws Exception {
        try (Store store = open(StoreOptions.defaults().withMaxBytes(1 << 20))) {
            submit(store, "old", 300_000);
            take(store).orElseThrow().finish(GOOD);
            submit(store, "a", 10);
            Lease lease = take(store).orElseThrow();
            fill(store);
            Thread finishing = new Thread(() -> lease.finish(new Outcome(Outcome.Kind.SUCCEEDED, "y".repeat(100_000))));
            finishing.start();
            await().until(() -> finishing.getState() == Thread.State.TIMED_WAITING); // until it tries again

            store.history().clear(Optional.empty());

            finishing.join(20_000);
            assertThat(store.history().find("a").orElseThrow().outcome().report())
                    .hasSize(100_000);
        }
    }

    /** Submits jobs until one is refused; returns how many were not. */
    private static int fill(Store store) {
        for (int i = 0; ; i++) {
            try {
                submit(store, "fill-" + i, 20_000);
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(RefusedException.Reason.UNAVAILABLE);
                return i;
            }
        }
    }

    private static void assertUnavailable(Store store, String why) {
        assertThatThrownBy(() -> submit(store, "refused", 20_000))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusedException.Reason.UNAVAILABLE));
    }

    private static void submit(Store store, String id, int length) {
        store.queue().submit(List.of(new Draft(id, "me", new Draft.Place.Back(), "x".repeat(length))));
    }

    private static Optional<Lease> take(Store store) throws InterruptedException {
        return store.queue().take(WorkerProfile.named("w"), Duration.ZERO);
    }
}
