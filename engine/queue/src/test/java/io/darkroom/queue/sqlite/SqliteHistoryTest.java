package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Outcome.Kind;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import io.darkroom.queue.contract.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHistoryTest {
    private static final History.Question ALL = History.Question.all(Optional.empty());

    private final SettableClock clock = new SettableClock();
    private final Instant start = clock.instant();

    @SuppressWarnings("NullAway.Init")
    private Store store;

    /** Accepted as a, b, c, d; ended as b after 3 s, a after 1 s, c after 2 s; d was cancelled while it waited. */
    @BeforeEach
    void fill(@TempDir Path folder) throws InterruptedException {
        store = SqliteStore.open(
                folder.resolve("darkroom.db"), StoreOptions.defaults().withClock(clock));
        submit("a", "me", 2);
        submit("b", "me", 1);
        submit("c", "you", 1);
        submit("d", "you", 2);
        Lease b = take();
        Lease c = take();
        finish(b, 3, Kind.SUCCEEDED);
        finish(take(), 1, Kind.FAILED);
        c.close();
        finish(take(), 2, Kind.SUCCEEDED);
        store.queue().cancel("d", "{}");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void jobsAreListedInTheOrderInWhichTheyEndedUnlessTheQuestionSaysOtherwise() {
        assertThat(ids(ALL)).containsExactly("b", "a", "c", "d");
        assertThat(ids(ALL.ordered(History.Order.ENDED_NEWEST_FIRST))).containsExactly("d", "c", "a", "b");
        assertThat(ids(ALL.ordered(History.Order.ACCEPTED))).containsExactly("a", "b", "c", "d");
        assertThat(ids(ALL.ordered(History.Order.ACCEPTED_NEWEST_FIRST))).containsExactly("d", "c", "b", "a");
        assertThat(ids(ALL.ordered(History.Order.DURATION))).containsExactly("d", "a", "c", "b");
        assertThat(ids(ALL.ordered(History.Order.DURATION_LONGEST_FIRST))).containsExactly("b", "c", "a", "d");
    }

    @Test
    void aWindowIsAPartOfTheListAndTheCountIsThatOfTheWhole() {
        assertThat(ids(ALL.window(1, 2))).containsExactly("a", "c");
        assertThat(ids(ALL.window(3, 10))).containsExactly("d");
        assertThat(ids(ALL.window(0, 0))).isEmpty();
        assertThat(store.history().count(ALL.window(1, 2))).isEqualTo(4);
    }

    @Test
    void questionsNarrowByOwnerKindAndTime() {
        History.Question mine = History.Question.all(Optional.of("me"));

        assertThat(ids(mine)).containsExactly("b", "a");
        assertThat(ids(ALL.ended(Set.of(Kind.FAILED, Kind.CANCELLED)))).containsExactly("a", "d");
        assertThat(ids(mine.ended(Set.of(Kind.SUCCEEDED)))).containsExactly("b");
        assertThat(ids(since(start.plusSeconds(6)))).containsExactly("c", "d");
        assertThat(store.history().count(since(start.plusSeconds(5)))).isEqualTo(2);
        assertThat(store.history().count(mine)).isEqualTo(2);
    }

    @Test
    void deletingKeepsToTheOwnerAndPassesOverUnknownIds() {
        store.history().delete(Optional.of("me"), Set.of("a", "c", "nobody's"));
        assertThat(ids(ALL)).containsExactly("b", "c", "d");

        store.history().delete(Optional.empty(), Set.of("c"));
        assertThat(ids(ALL)).containsExactly("b", "d");

        store.history().clear(Optional.of("you"));
        assertThat(ids(ALL)).containsExactly("b");

        store.history().clear(Optional.empty());
        assertThat(ids(ALL)).isEmpty();
    }

    private static History.Question since(Instant instant) {
        return new History.Question(
                Optional.empty(), Set.of(), Optional.of(instant), History.Order.ENDED, 0, Integer.MAX_VALUE);
    }

    private List<String> ids(History.Question question) {
        return store.history().list(question).stream()
                .map(Finished::job)
                .map(job -> job.id())
                .toList();
    }

    private void submit(String id, String owner, double number) {
        clock.advance(Duration.ofMillis(10));
        store.queue().submit(List.of(new Draft(id, owner, new Draft.Place.At(number), "{}")));
    }

    private Lease take() throws InterruptedException {
        return store.queue()
                .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                .orElseThrow();
    }

    private void finish(Lease lease, int seconds, Kind kind) {
        clock.advance(Duration.ofSeconds(seconds));
        lease.finish(new Outcome(kind, "{}"));
    }
}
