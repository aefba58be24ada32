package io.darkroom.queue.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Finished;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.LostLeaseException;
import io.darkroom.queue.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every queue promises to those who take jobs and to those who cancel them. */
public abstract class LeaseContract extends StoreContract {
    @Test
    void aTakenJobRunsAndItsAttemptIsCounted() throws Exception {
        submit("a");

        Lease lease = take();

        assertThat(lease.job().attempts()).isEqualTo(1);
        assertThat(queue.running()).containsExactly(lease.job());
        assertThat(queue.pending()).isEmpty();
        assertThat(queue.count()).isEqualTo(new JobQueue.Count(0, 1));
    }

    @Test
    void whoTakesFromAnEmptyQueueGetsTheJobThatComes() throws Exception {
        try (Background background = new Background()) {
            Future<Optional<Lease>> waiting = background.run(() -> queue.take(WORKER, Duration.ofSeconds(30)));
            submit("a");

            assertThat(waiting.get(20, TimeUnit.SECONDS))
                    .hasValueSatisfying(lease -> assertThat(lease.job().id()).isEqualTo("a"));
        }
    }

    @Test
    void whoTakesFromAnEmptyQueueGetsNothingWhenTheTimeIsOver() throws Exception {
        assertThat(queue.take(WORKER, Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void whoWaitsForAJobIsSentAwayWhenTheQueueCloses() throws Exception {
        try (Background background = new Background()) {
            Future<Optional<Lease>> waiting = background.run(() -> queue.take(WORKER, Duration.ofMinutes(10)));
            store.close();

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void manyWorkersNeverGetTheSameJob() throws Exception {
        for (int i = 0; i < CAPACITY; i++) {
            submit("job-" + i, "owner-" + i % 3, BACK);
        }
        List<Callable<List<String>>> workers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            workers.add(this::runAll);
        }

        List<String> ran = new ArrayList<>();
        try (Background background = new Background()) {
            for (Future<List<String>> worker : background.runAll(workers)) {
                ran.addAll(worker.get());
            }
        }

        assertThat(ran).doesNotHaveDuplicates().hasSize(CAPACITY);
    }

    @Test
    void whilePausedNothingStartsAndWhatRunsGoesOn() throws Exception {
        submit("a");
        submit("b");
        Lease running = take();

        queue.pause(true);

        assertThat(queue.take(WORKER, Duration.ofMillis(20))).isEmpty();
        running.finish(GOOD);
        queue.pause(false);
        assertThat(runAll()).containsExactly("b");
    }

    @Test
    void aPauseOutlivesTheProcess() throws Exception {
        queue.pause(true);

        reopen();

        assertThat(queue.paused()).isTrue();
    }

    // Leases

    @Test
    void aFinishedJobIsHistory() throws Exception {
        Job job = submit("a");
        clock.advance(Duration.ofSeconds(1));
        Lease lease = take();
        clock.advance(Duration.ofSeconds(2));
        lease.finish(GOOD);

        Finished finished = finished("a");
        assertThat(finished.outcome()).isEqualTo(GOOD);
        assertThat(finished.job()).isEqualTo(lease.job());
        assertThat(finished.started()).contains(job.accepted().plusSeconds(1));
        assertThat(finished.ended()).isEqualTo(job.accepted().plusSeconds(3));
        assertThat(finished.remarks()).isEmpty();
        assertThat(queue.count().unfinished()).isZero();
    }

    @Test
    void aLeaseIsEndedOnce() throws Exception {
        submit("a");
        Lease lease = take();
        lease.finish(GOOD);

        lease.close();

        assertThat(queue.count().unfinished()).isZero();
        assertThatThrownBy(() -> lease.finish(GOOD)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lease.retryAfter(Duration.ZERO, "why")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aJobWhoseWorkerGivesNoSignIsAnothers() throws Exception {
        submit("a");
        Lease lost = take();
        clock.advance(LEASE.plusSeconds(1));

        Lease taken = take();

        assertThat(taken.job().id()).isEqualTo("a");
        assertThat(taken.job().attempts()).isEqualTo(2);
        assertThat(taken.fence()).isGreaterThan(lost.fence());
        assertThat(taken.remarks()).singleElement().asString().contains("\"worker\"");
    }

    @Test
    void aLateWorkersResultIsDropped() throws Exception {
        submit("a");
        Lease lost = take();
        clock.advance(LEASE.plusSeconds(1));
        Lease taken = take();

        assertThatThrownBy(lost::beat).isInstanceOf(LostLeaseException.class);
        assertThatThrownBy(() -> lost.finish(new Outcome(Outcome.Kind.FAILED, "{}")))
                .isInstanceOf(LostLeaseException.class)
                .hasMessageContaining("Job a");
        assertThat(store.history().find("a")).isEmpty();
        taken.finish(GOOD);
        assertThat(finished("a").outcome()).isEqualTo(GOOD);
    }

    @Test
    void aLateWorkerCannotEndANewJobOfTheSameId() throws Exception {
        submit("a");
        Lease lost = take();
        clock.advance(LEASE.plusSeconds(1));
        take().finish(GOOD);
        submit("a");
        Lease again = take();

        assertThatThrownBy(() -> lost.finish(new Outcome(Outcome.Kind.FAILED, "{}")))
                .isInstanceOf(LostLeaseException.class);
        again.finish(GOOD);
    }

    @Test
    void aLateWorkersResultCountsWhileNobodyElseHasTheJob() throws Exception {
        submit("a");
        Lease lease = take();
        clock.advance(LEASE.plusSeconds(1));
        queue.pause(true);
        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        assertThat(queue.count()).as("it went back").isEqualTo(new JobQueue.Count(1, 0));

        lease.finish(GOOD);

        assertThat(finished("a").outcome()).isEqualTo(GOOD);
    }

    @Test
    void aWorkerWhoGivesASignKeepsItsJob() throws Exception {
        submit("a");
        Lease lease = take();
        for (int i = 0; i < 3; i++) {
            clock.advance(LEASE.minusSeconds(1));
            lease.beat();
        }

        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        lease.finish(GOOD);
    }

    @Test
    void aSignAfterTheEndChangesNothing() throws Exception {
        submit("done");
        submit("later");
        Lease done = take();
        done.finish(GOOD);
        Lease later = take();
        later.retryAfter(LEASE, "not yet");

        done.beat();
        later.beat();

        assertThat(queue.running()).isEmpty();
        assertThat(queue.pending()).extracting(Job::id).containsExactly("later");
    }

    @Test
    void aWorkerThatComesBackInTimeHasItsJobAgain() throws Exception {
        submit("a");
        Lease lease = take();
        clock.advance(LEASE.plusSeconds(1));
        queue.pause(true);
        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        queue.pause(false);

        lease.beat();

        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        lease.finish(GOOD);
    }

    @Test
    void aJobThatLostItsWorkerTwiceIsSetAside() throws Exception {
        submit("a");
        take();
        clock.advance(LEASE.plusSeconds(1));
        take();
        clock.advance(LEASE.plusSeconds(1));

        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        assertThat(finished("a").outcome().kind()).isEqualTo(Outcome.Kind.POISONED);
        assertThat(finished("a").remarks()).hasSize(3).last().asString().startsWith("Set aside");
        assertThat(finished("a").job().attempts()).isEqualTo(2);
    }

    @Test
    void aJobGivenBackIsAsIfNeverTaken() throws Exception {
        submit("a1", "a", BACK);
        submit("b1", "b", BACK);
        List<Job> before = queue.pending();

        take().close();

        assertThat(queue.pending()).isEqualTo(before);
        queue.cancel("a1", "{}");
        assertThat(finished("a1").started()).isEmpty();
    }

    @Test
    void aRetriedJobWaitsForItsTimeAndTheAttemptCounts() throws Exception {
        submit("a");
        submit("b");
        take().retryAfter(Duration.ofSeconds(5), "The disk was full.");

        assertThat(pendingIds()).containsExactly("b", "a");
        take().finish(GOOD);
        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        Lease again = take();
        assertThat(again.job().attempts()).isEqualTo(2);
        assertThat(again.remarks()).containsExactly("The disk was full.");
    }

    @Test
    void closingTheStoreGivesRunningJobsBack() throws Exception {
        Job job = submit("a");
        take();

        reopen();

        assertThat(queue.pending()).containsExactly(job);
    }

    @Test
    void aWaitingJobThatIsCancelledIsHistoryAtOnce() throws Exception {
        Job job = submit("a");
        List<Job> told = new ArrayList<>();
        queue.listen(new JobQueue.Listener() {
            @Override
            public void changed() {}

            @Override
            public void cancelledWhileWaiting(Job cancelled) {
                told.add(cancelled);
            }
        });

        assertThat(queue.cancel("a", "{\"by\": \"me\"}")).contains(JobQueue.Was.PENDING);

        assertThat(finished("a").outcome()).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, "{\"by\": \"me\"}"));
        assertThat(finished("a").started()).isEmpty();
        assertThat(told).containsExactly(job);
        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();
    }

    @Test
    void theWorkerOfACancelledJobIsToldOnce() throws Exception {
        submit("a");
        Lease lease = take();
        AtomicInteger told = new AtomicInteger();
        lease.onCancel(told::incrementAndGet);

        assertThat(queue.cancel("a", "{}")).contains(JobQueue.Was.RUNNING);
        assertThat(queue.cancel("a", "{}")).contains(JobQueue.Was.RUNNING);

        assertThat(told).hasValue(1);
        lease.finish(new Outcome(Outcome.Kind.CANCELLED, "{\"node\": 3}"));
        assertThat(finished("a").outcome().report()).isEqualTo("{\"node\": 3}");
    }

    @Test
    void aWorkerThatAsksLateIsToldAtOnce() throws Exception {
        submit("a");
        Lease lease = take();
        queue.cancel("a", "{}");
        AtomicInteger told = new AtomicInteger();

        lease.onCancel(told::incrementAndGet);

        assertThat(told).hasValue(1);
        lease.close();
    }

    @Test
    void aCancelledJobWhoseWorkerStopsIsNotRunAgain() throws Exception {
        for (String id : List.of("given back", "retried", "lost")) {
            submit(id);
        }
        Lease givenBack = take();
        Lease retried = take();
        take();
        List.of("given back", "retried", "lost").forEach(id -> queue.cancel(id, "{\"cancelled\": 1}"));

        givenBack.close();
        retried.retryAfter(Duration.ZERO, "why");
        clock.advance(LEASE.plusSeconds(1));
        assertThat(queue.take(WORKER, Duration.ZERO)).isEmpty();

        for (String id : List.of("given back", "retried", "lost")) {
            assertThat(finished(id).outcome()).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, "{\"cancelled\": 1}"));
        }
    }

    @Test
    void aFinishedJobCannotBeCancelled() throws Exception {
        submit("a");
        take().finish(GOOD);

        assertThat(queue.cancel("a", "{}")).isEmpty();
        assertThat(finished("a").outcome()).isEqualTo(GOOD);
    }
}
