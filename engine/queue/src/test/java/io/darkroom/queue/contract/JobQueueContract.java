package io.darkroom.queue.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Draft;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what way every queue accepts jobs, orders them and tells of them. */
public abstract class JobQueueContract extends StoreContract {
    @Test
    void jobsAtTheBackTakeTheCountersNextNumber() {
        Job first = submit("a");
        Job second = submit("b");

        assertThat(List.of(first.number(), second.number())).containsExactly(0.0, 1.0);
        assertThat(first.attempts()).isZero();
        assertThat(first.accepted()).isEqualTo(clock.instant());
    }

    @Test
    void jobsAtTheFrontTakeTheNextNumberNegated() {
        Job zero = submit("a", "me", FRONT);
        submit("b");
        Job front = submit("c", "me", FRONT);

        assertThat(Double.compare(zero.number(), 0.0)).as("not a negative zero").isZero();
        assertThat(front.number()).isEqualTo(-2);
        assertThat(pendingIds()).containsExactly("c", "a", "b");
    }

    @Test
    void aNumberOfTheClientsChoiceLeavesTheCounter() {
        assertThat(submit("a", "me", new Draft.Place.At(7.5)).number()).isEqualTo(7.5);
        assertThat(submit("b").number()).isZero();
    }

    @Test
    void aSpentNumberIsNotGivenAgain() {
        assertThat(queue.spendNumber()).isZero();
        assertThat(submit("a").number()).isEqualTo(1);
    }

    @Test
    void theSameJobSubmittedTwiceIsOneJob() {
        Job first = submit("a");

        assertThat(submit("a")).isEqualTo(first);
        assertThat(queue.count()).isEqualTo(new JobQueue.Count(1, 0));
        assertThat(submit("b").number()).isEqualTo(1);
    }

    @Test
    void theSameJobSubmittedWhileItRunsIsNotRunTwice() throws Exception {
        submit("a");
        try (Lease lease = take()) {
            assertThat(submit("a").id()).isEqualTo("a");
            lease.finish(GOOD);
        }

        assertThat(queue.count().unfinished()).isZero();
    }

    @Test
    void anotherJobWithAnUnfinishedOnesIdIsRefused() {
        submit("a");

        assertRefused(RefusedException.Reason.DUPLICATE, new Draft("a", "me", BACK, "{\"other\": 1}"));
        assertRefused(RefusedException.Reason.DUPLICATE, new Draft("a", "you", BACK, body("a")));
    }

    @Test
    void jobsSubmittedTogetherAreAcceptedTogetherOrNotAtAll() {
        submit("b");

        assertRefused(
                RefusedException.Reason.DUPLICATE,
                new Draft("a", "me", BACK, body("a")),
                new Draft("b", "me", BACK, "{\"other\": 1}"));
        assertThat(pendingIds()).containsExactly("b");
        assertThat(submit("c").number()).as("the counter was not spent either").isEqualTo(1);
    }

    @Test
    void aFullQueueRefusesAndSaysHowManyItTakes() throws Exception {
        for (int i = 0; i < CAPACITY; i++) {
            submit("job-" + i);
        }

        assertThatThrownBy(() -> submit("one more"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(Integer.toString(CAPACITY));
        assertThat(submit("job-3").id())
                .as("a job that is there is not one more")
                .isEqualTo("job-3");
        try (Lease lease = take()) {
            lease.finish(GOOD);
        }
        assertThat(submit("one more").number()).isEqualTo(CAPACITY);
    }

    @Test
    void theIdOfAFinishedJobIsFreeAndItsHistoryGivesWayWhenTheNewOneEnds() throws Exception {
        submit("a");
        take().finish(GOOD);
        queue.submit(List.of(new Draft("a", "me", BACK, "{\"again\": 1}")));

        assertThat(finished("a").job().body()).as("still the old one").isEqualTo(body("a"));
        take().finish(new Outcome(Outcome.Kind.FAILED, "{}"));

        assertThat(finished("a").job().body()).isEqualTo("{\"again\": 1}");
        assertThat(store.history().count(History.Question.all(Optional.empty())))
                .isEqualTo(1);
    }

    @Test
    void anUnfinishedJobIsFoundByItsId() throws Exception {
        Job job = submit("a");

        assertThat(queue.find("a")).contains(job);
        try (Lease lease = take()) {
            assertThat(queue.find("a")).contains(lease.job());
        }
        assertThat(queue.find("b")).isEmpty();
    }

    // Order

    @Test
    void withinAnOwnerTheSmallestNumberGoesFirstAndEqualOnesInTheOrderTheyCame() throws Exception {
        submit("late", "me", new Draft.Place.At(3));
        submit("z", "me", new Draft.Place.At(2));
        submit("a", "me", new Draft.Place.At(2));
        submit("early", "me", new Draft.Place.At(-1.5));

        assertThat(runAll()).containsExactly("early", "z", "a", "late");
    }

    @Test
    void ownersTakeTurns() throws Exception {
        for (String id : List.of("a1", "a2", "a3")) {
            submit(id, "a", BACK);
        }
        submit("b1", "b", BACK);
        submit("c1", "c", FRONT);
        submit("c2", "c", BACK);

        List<String> announced = pendingIds();
        assertThat(announced).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
        assertThat(runAll()).isEqualTo(announced);
    }

    @Test
    void anOwnerWhoAlwaysHasOneMoreDoesNotStarveTheOthers() throws Exception {
        submit("a0", "a", BACK);
        submit("b0", "b", BACK);
        submit("b1", "b", BACK);
        List<String> ran = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Lease lease = take();
            ran.add(lease.job().id());
            lease.finish(GOOD);
            submit("a" + i, "a", BACK);
        }

        assertThat(ran).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    void aMovedJobRunsJustBeforeTheOther() throws Exception {
        for (String id : List.of("a", "b", "c", "d")) {
            submit(id);
        }

        assertThat(queue.move("d", Optional.of("b"))).isTrue();
        assertThat(pendingIds()).containsExactly("a", "d", "b", "c");
        assertThat(queue.move("c", Optional.of("a"))).isTrue();
        assertThat(pendingIds()).containsExactly("c", "a", "d", "b");
        assertThat(queue.move("c", Optional.empty())).isTrue();
        submit("e");
        assertThat(runAll()).containsExactly("a", "d", "b", "c", "e");
    }

    @Test
    void jobsMayBeMovedAnyNumberOfTimesBetweenTheSameTwo() {
        for (String id : List.of("first", "a", "b", "last")) {
            submit(id, "me", new Draft.Place.At(5));
        }

        for (int i = 0; i < 120; i++) {
            String moved = i % 2 == 0 ? "b" : "a";
            String other = i % 2 == 0 ? "a" : "b";
            assertThat(queue.move(moved, Optional.of(other))).isTrue();
            assertThat(pendingIds()).containsExactly("first", moved, other, "last");
        }
        submit("later", "me", new Draft.Place.At(5));
        assertThat(pendingIds()).endsWith("last", "later");
    }

    @Test
    void onlyJobsThatWaitAndOfOneOwnerAreMoved() throws Exception {
        submit("running");
        Lease lease = take();
        submit("mine");
        submit("yours", "you", BACK);

        assertThat(queue.move("running", Optional.of("mine"))).isFalse();
        assertThat(queue.move("mine", Optional.of("running"))).isFalse();
        assertThat(queue.move("mine", Optional.of("yours"))).isFalse();
        assertThat(queue.move("mine", Optional.of("nobody's"))).isFalse();
        assertThat(queue.move("nobody's", Optional.empty())).isFalse();
        lease.close();
    }

    @Test
    void listenersHearOfEachChangeUntilTheyStop() throws Exception {
        List<JobQueue.Count> heard = new ArrayList<>();
        JobQueue.Registration registration = queue.listen(() -> heard.add(queue.count()));

        submit("a");
        take().finish(GOOD);
        assertThat(heard).containsExactly(new JobQueue.Count(1, 0), new JobQueue.Count(0, 1), new JobQueue.Count(0, 0));

        registration.close();
        submit("b");
        assertThat(heard).hasSize(3);
    }

    @Test
    void aListenerMayAskTheQueueAndItsFailureHarmsNobody() throws Exception {
        queue.listen(() -> {
            throw new IllegalStateException("this listener fails, as the test wants");
        });
        List<List<String>> heard = new ArrayList<>();
        queue.listen(() -> heard.add(pendingIds()));

        submit("a");

        assertThat(heard).containsExactly(List.of("a"));
    }
}
