package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Deliveries.Delivery;
import io.darkroom.queue.Draft;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhenAJobIsOverTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @BeforeEach
    void submit() {
        store = SqliteStore.open(folder.resolve("darkroom.db"), StoreOptions.defaults());
        store.queue().submit(List.of(new Draft("a", "me", new Draft.Place.Back(), "{}")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aMessageIsDueOnceItsJobIsOver() throws InterruptedException {
        store.deliveries().add("a", "http://there", "hello");
        assertThat(due()).isEmpty();

        take().finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));

        assertThat(due()).extracting(Delivery::message).containsExactly("hello");
    }

    @Test
    void aMessageAboutACancelledJobIsDueToo() {
        store.deliveries().add("a", "http://there", "hello");

        store.queue().cancel("a", "{}");

        assertThat(due()).extracting(Delivery::jobId).containsExactly("a");
    }

    @Test
    void aRemarkIsAddedToWhatIsSaidOfAFinishedJob() throws InterruptedException {
        take().finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));

        store.history().remark("a", "It went\nwell.");
        store.history().remark("a", "Nobody heard of it.");
        store.history().remark("unknown", "Nothing happens.");

        assertThat(store.history().find("a").map(Finished::remarks))
                .contains(List.of("It went well.", "Nobody heard of it."));
    }

    @Test
    void aJobThatIsPutOffAgainAndAgainSaysWhyOnce() throws InterruptedException {
        take().retryAfter(Duration.ZERO, "It waits for others.");
        take().retryAfter(Duration.ZERO, "It waits for others.");

        assertThat(take().remarks()).containsExactly("It waits for others.");
    }

    private Lease take() throws InterruptedException {
        return store.queue()
                .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                .orElseThrow();
    }

    private List<Delivery> due() {
        return store.deliveries().due(Instant.now().plusSeconds(1), 10);
    }
}
