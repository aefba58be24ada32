package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import io.darkroom.queue.process.Child;
import io.darkroom.queue.process.StoreUnderLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillTest {
    private static final int ROUNDS = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void nothingAcceptedIsLostAndNothingFinishedRunsAgainHoweverOftenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path database = folder.resolve("darkroom.db");
        List<String> said = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            try (Child child = Child.start(StoreUnderLoad.class, database, "round" + round)) {
                child.awaitLines(1 + random.nextInt(60));
                Thread.sleep(random.nextInt(20)); // not always just after a line
                said.addAll(child.kill());
            }
            try (Session db = Session.plain(database)) {
                assertThat(db.rows("PRAGMA integrity_check", row -> row.getString(1)))
                        .as("seed %d, round %d", seed, round)
                        .containsExactly("ok");
            }
        }

        try (Store store = SqliteStore.open(database, StoreOptions.defaults())) {
            Set<String> finished = ids(said, "finished");
            Set<String> poisoned = ids(
                    store.history().list(History.Question.all(Optional.empty()).ended(Set.of(Outcome.Kind.POISONED))));
            Set<String> succeeded = ids(
                    store.history().list(History.Question.all(Optional.empty()).ended(Set.of(Outcome.Kind.SUCCEEDED))));
            List<String> ranAgain = runAll(store);

            assertThat(store.notices()).isEmpty();
            assertThat(succeeded).as("seed %d", seed).containsAll(finished);
            assertThat(ranAgain).as("seed %d", seed).doesNotHaveDuplicates().doesNotContainAnyElementsOf(finished);
            assertThat(Stream.of(succeeded.stream(), poisoned.stream(), ranAgain.stream())
                            .flatMap(ids -> ids))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsAll(ids(said, "accepted"));
            assertThat(numbers(said)).as("numbers, seed %d", seed).doesNotHaveDuplicates();
        }
    }

    @Test
    void aJobThatWasCutOffRunsAgainInItsPlaceAndItsHistorySaysSo() throws Exception {
        Path database = folder.resolve("darkroom.db");
        String running;
        try (Child child = Child.start(OneHeldJob.class, database)) {
            child.awaitLines(1);
            running = child.kill().get(0);
        }

        try (Store store = SqliteStore.open(database, StoreOptions.defaults())) {
            assertThat(store.queue().pending()).extracting(Job::id).containsExactly(running, "next");
            Lease lease = store.queue()
                    .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                    .orElseThrow();
            assertThat(lease.job().attempts()).isEqualTo(2);
            lease.finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));

            Finished finished = store.history().find(running).orElseThrow();
            assertThat(finished.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("A restart of Darkroom interrupted it");
        }
    }

    @Test
    void aJobWhoseProcessDiedTwiceIsSetAsideAndTheNextOneRuns() throws Exception {
        Path database = folder.resolve("darkroom.db");
        for (int i = 0; i < 2; i++) {
            try (Child child = Child.start(OneHeldJob.class, database)) {
                child.awaitLines(1);
                assertThat(child.kill()).containsExactly("deadly");
            }
        }

        try (Store store = SqliteStore.open(database, StoreOptions.defaults())) {
            Finished poisoned = store.history().find("deadly").orElseThrow();
            assertThat(poisoned.outcome()).isEqualTo(new Outcome(Outcome.Kind.POISONED, "{}"));
            assertThat(poisoned.remarks()).hasSize(3).last().asString().startsWith("Set aside");
            assertThat(store.queue().pending()).extracting(Job::id).containsExactly("next");
        }
    }

    @Test
    void aSecondProcessIsSentAwayWithTheNameOfTheFileAndTheFirstGoesOn() throws Exception {
        Path database = folder.resolve("darkroom.db");
        try (Store store = SqliteStore.open(database, StoreOptions.defaults());
                Child second = Child.start(StoreUnderLoad.class, database, "second")) {
            assertThat(second.lastWords())
                    .singleElement()
                    .asString()
                    .contains(
                            database.toString(),
                            "another Darkroom (process "
                                    + ProcessHandle.current().pid() + ")");
            store.fact("still", "working");
        }
    }

    private static List<String> runAll(Store store) throws InterruptedException {
        List<String> ran = new ArrayList<>();
        for (Optional<Lease> lease = take(store); lease.isPresent(); lease = take(store)) {
            ran.add(lease.get().job().id());
            lease.get().finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));
        }
        return ran;
    }

    private static Optional<Lease> take(Store store) throws InterruptedException {
        return store.queue().take(WorkerProfile.named("w"), Duration.ZERO);
    }

    /** The ids of the jobs to which this happened. */
    private static Set<String> ids(List<String> said, String happened) {
        return said.stream()
                .map(line -> List.of(line.split(" ", -1)))
                .filter(words -> words.get(0).equals(happened))
                .map(words -> words.get(1))
                .collect(Collectors.toSet());
    }

    private static List<String> numbers(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("accepted"))
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .toList();
    }

    private static Set<String> ids(List<Finished> finished) {
        return finished.stream().map(it -> it.job().id()).collect(Collectors.toSet());
    }
}
