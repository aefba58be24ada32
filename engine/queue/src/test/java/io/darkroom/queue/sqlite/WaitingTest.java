package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaitingTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whateverHappensWhatIsRememberedIsWhatTheDatabaseHas() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = folder.resolve("darkroom.db");
        try (Store store = SqliteStore.open(file, OPTIONS);
                Writer writer = new Writer(file, OPTIONS, new Trouble(file));
                Readers readers = new Readers(file, OPTIONS, new Trouble(file))) {
            for (int i = 0; i < 300; i++) {
                change(store.queue(), random, i);

                assertThat(store.queue().pending())
                        .as("seed %d, change %d", seed, i)
                        .isEqualTo(new Waiting(writer, readers, OPTIONS.clock()).list());
            }
        }
    }

    @Test
    void aJobThatDidNotChangeStaysTheSameObject() {
        try (Store store = SqliteStore.open(folder.resolve("darkroom.db"), OPTIONS)) {
            submit(store.queue(), "a", "me");
            Job before = store.queue().pending().get(0);

            submit(store.queue(), "b", "me");

            assertThat(store.queue().pending().get(0)).isSameAs(before);
        }
    }

    private static void change(JobQueue queue, Random random, int i) throws InterruptedException {
        List<Job> pending = queue.pending();
        String any = pending.isEmpty()
                ? "none"
                : pending.get(random.nextInt(pending.size())).id();
        switch (random.nextInt(8)) {
            case 0 -> queue.cancel(any, "{}");
            case 1 -> queue.move(any, pending.stream().findFirst().map(Job::id));
            case 2 -> queue.move(any, Optional.empty());
            case 3 -> take(queue).ifPresent(Lease::close);
            case 4 -> take(queue).ifPresent(lease -> lease.retryAfter(Duration.ZERO, "Not now."));
            case 5 -> take(queue).ifPresent(lease -> lease.finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}")));
            default -> submit(queue, "job-" + i, "owner-" + random.nextInt(3));
        }
    }

    private static void submit(JobQueue queue, String id, String owner) {
        queue.submit(List.of(new Draft(id, owner, new Draft.Place.Back(), "{}")));
    }

    private static Optional<Lease> take(JobQueue queue) throws InterruptedException {
        return queue.take(WorkerProfile.named("w"), Duration.ZERO);
    }
}
