package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Deliveries.Delivery;
import io.darkroom.queue.Store;
import io.darkroom.queue.contract.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDeliveriesTest {
    private final SettableClock clock = new SettableClock();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void messagesAreDueOldestFirstUntilTheyAreDeliveredOrDropped() {
        try (Store store = open()) {
            List.of("first", "second", "third").forEach(message -> add(store, message));
            List<Delivery> due = due(store);
            assertThat(due).extracting(Delivery::message).containsExactly("first", "second", "third");
            assertThat(store.deliveries().due(clock.instant(), 1)).hasSize(1);

            store.deliveries().delivered(due.get(0).id());
            store.deliveries().drop(due.get(1).id());
        }

        try (Store store = open()) {
            assertThat(due(store)).extracting(Delivery::message).containsExactly("third");
        }
    }

    @Test
    void aMessageThatFailedIsDueAgainLater() {
        try (Store store = open()) {
            add(store, "hello");
            store.deliveries().retry(due(store).get(0).id(), clock.instant().plusSeconds(30));

            assertThat(due(store)).isEmpty();
            clock.advance(Duration.ofSeconds(30));
            assertThat(due(store)).singleElement().satisfies(delivery -> {
                assertThat(delivery.attempts()).isEqualTo(1);
                assertThat(delivery.jobId()).isEqualTo("job");
                assertThat(delivery.target()).isEqualTo("https://example.org/hook");
            });
        }
    }

    private Store open() {
        return SqliteStore.open(
                folder.resolve("darkroom.db"), StoreOptions.defaults().withClock(clock));
    }

    private static void add(Store store, String message) {
        store.deliveries().add("job", "https://example.org/hook", message);
    }

    private List<Delivery> due(Store store) {
        return store.deliveries().due(clock.instant(), 100);
    }
}
