package io.darkroom.queue.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store that each test opens anew. A subclass says how; opened again within a test, it is over the same data. */
public abstract class StoreContract {
    /** How long a lease lasts in these tests, by their clock. */
    protected static final Duration LEASE = Duration.ofSeconds(10);

    /** How many unfinished jobs the queue takes in these tests. */
    protected static final int CAPACITY = 50;

    protected static final Outcome GOOD = new Outcome(Outcome.Kind.SUCCEEDED, "{\"good\": true}");
    protected static final WorkerProfile WORKER = WorkerProfile.named("worker");
    protected static final Draft.Place BACK = new Draft.Place.Back();
    protected static final Draft.Place FRONT = new Draft.Place.Front();

    protected final SettableClock clock = new SettableClock();

    @SuppressWarnings("NullAway.Init") // before each test
    protected Store store;

    @SuppressWarnings("NullAway.Init")
    protected JobQueue queue;

    /** Opens the store with {@link #clock}, {@link #LEASE} and {@link #CAPACITY}. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
        queue = store.queue();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    protected void reopen() throws Exception {
        store.close();
        openStore();
    }

    protected static String body(String id) {
        return "{\"job\": \"" + id + "\"}";
    }

    protected Job submit(String id) {
        return submit(id, "me", BACK);
    }

    protected Job submit(String id, String owner, Draft.Place place) {
        return queue.submit(List.of(new Draft(id, owner, place, body(id)))).get(0);
    }

    protected void assertRefused(RefusedException.Reason reason, Draft... drafts) {
        assertThatThrownBy(() -> queue.submit(Arrays.asList(drafts)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    protected Lease take() throws InterruptedException {
        return queue.take(WORKER, Duration.ofSeconds(10)).orElseThrow();
    }

    protected List<String> runAll() throws InterruptedException {
        List<String> ran = new ArrayList<>();
        for (Optional<Lease> lease = queue.take(WORKER, Duration.ZERO);
                lease.isPresent();
                lease = queue.take(WORKER, Duration.ZERO)) {
            ran.add(lease.get().job().id());
            lease.get().finish(GOOD);
        }
        return ran;
    }

    protected List<String> pendingIds() {
        return queue.pending().stream().map(Job::id).toList();
    }

    protected Finished finished(String id) {
        return store.history().find(id).orElseThrow();
    }
}
