package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Draft;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Store open() {
        return SqliteStore.open(folder.resolve("user/darkroom.db"), StoreOptions.defaults());
    }

    @Test
    void jobsHistoryAndNumbersAreThereAgainAfterClosing() throws InterruptedException {
        List<Job> submitted;
        try (Store store = open()) {
            submitted = store.queue()
                    .submit(List.of(
                            new Draft("a", "me", new Draft.Place.Back(), "{}"),
                            new Draft("b", "me", new Draft.Place.Front(), "{\"b\": 1}")));
            Lease lease = store.queue()
                    .take(WorkerProfile.named("w"), Duration.ofSeconds(1))
                    .orElseThrow();
            assertThat(lease.job().id()).isEqualTo("b");
            lease.finish(new Outcome(Outcome.Kind.SUCCEEDED, "{\"done\": true}"));
        }

        try (Store store = open()) {
            assertThat(store.queue().pending()).containsExactly(submitted.get(0));
            assertThat(store.queue().spendNumber()).isEqualTo(2);
            assertThat(store.history().list(History.Question.all(Optional.empty())))
                    .singleElement()
                    .satisfies(finished -> {
                        assertThat(finished.job().id()).isEqualTo("b");
                        assertThat(finished.job().number()).isEqualTo(-1);
                        assertThat(finished.outcome().report()).isEqualTo("{\"done\": true}");
                        assertThat(finished.started()).isPresent();
                    });
        }
    }
}
