package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.RefusedException;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DamageTest {
    private static final int PAGE = 4096;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path database;

    /** 30 finished jobs and 30 that wait, known to the backup; 10 more that the backup does not know. */
    @BeforeEach
    void fill() throws Exception {
        database = folder.resolve("darkroom.db");
        Path stale = folder.resolve("stale");
        try (Store store = open()) {
            store.queue().submit(drafts(0, 60));
            for (int i = 0; i < 30; i++) {
                finishNext(store);
            }
            store.fact("key", "value");
        }
        Files.copy(Backups.of(database), stale);
        try (Store store = open()) {
            store.queue().submit(drafts(60, 70));
        }
        Files.move(stale, Backups.of(database), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aDatabaseThatIsNoneIsRestoredFromItsBackupAndKept() throws Exception {
        Files.writeString(database, "This is not a database.\n".repeat(500));

        try (Store store = open()) {
            assertThat(store.notices())
                    .singleElement()
                    .asString()
                    .contains(database.toString(), "damaged", "restored from its backup of ", "darkroom.db.damaged-");
            assertThat(pending(store)).isEqualTo(ids(30, 60));
            assertThat(history(store)).isEqualTo(ids(0, 30));
            assertThat(store.fact("key")).contains("value");
        }
        assertThat(aside()).content().startsWith("This is not a database.");
        try (Store store = open()) {
            assertThat(store.notices()).as("said once").isEmpty();
        }
    }

    @Test
    void whatTheBackupDoesNotKnowIsReadFromTheDamagedFile() throws Exception {
        overwrite(pageOf("finished"), PAGE);

        try (Store store = open()) {
            assertThat(pending(store)).isEqualTo(ids(30, 70));
            assertThat(history(store)).as("from the backup").containsExactlyInAnyOrderElementsOf(ids(0, 30));
            assertThat(store.notices())
                    .singleElement()
                    .asString()
                    .contains(": 40 unfinished jobs", "Not all could be read of: finished jobs.");
            assertThat(store.queue().count().pending()).isEqualTo(40);
            assertThat(store.queue().spendNumber()).isEqualTo(70);
        }
    }

    @Test
    void whenAllCanBeReadNothingIsMissing() throws Exception {
        overwrite(pageOf("job_waiting"), PAGE);

        try (Store store = open()) {
            assertThat(store.notices()).singleElement().asString().contains("Nothing is missing.");
            assertThat(pending(store)).isEqualTo(ids(30, 70));
            assertThat(history(store)).isEqualTo(ids(0, 30));
        }
    }

    @Test
    void aJobThatEndedSinceTheBackupIsNotRunAgainWhenItsHistoryCanBeRead() throws Exception {
        try (Store store = open()) {
            Path stale = Files.copy(Backups.of(database), folder.resolve("stale"));
            finishNext(store);
            store.close();
            Files.move(stale, Backups.of(database), StandardCopyOption.REPLACE_EXISTING);
        }
        overwrite(pageOf("job"), PAGE);

        try (Store store = open()) {
            assertThat(store.history().find(id(30))).isPresent();
            assertThat(pending(store)).contains(id(31), id(59)).doesNotContain(id(30));
        }
    }

    @Test
    void damageThatIsMetWhileRunningIsSaidAndTheBackupStaysSound() throws Exception {
        try (Store store = open()) {
            overwrite(pageOf("finished"), PAGE);

            assertThatThrownBy(() -> history(store))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Start Darkroom again");
            assertThat(store.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("is damaged"));
            assertThat(Restoration.suspicion(database)).exists();
            store.fact("key", "changed");
        }

        try (Store store = open()) {
            assertThat(history(store)).containsExactlyInAnyOrderElementsOf(ids(0, 30));
            assertThat(store.fact("key")).contains("changed");
            assertThat(Restoration.suspicion(database)).doesNotExist();
        }
    }

    @Test
    void anEmptiedAndALostDatabaseAreRestoredToo() throws Exception {
        Files.write(database, new byte[0]);
        try (Store store = open()) {
            assertThat(store.notices()).singleElement().asString().contains("it was empty");
            assertThat(pending(store)).isEqualTo(ids(30, 60));
        }

        Files.delete(database);
        try (Store store = open()) {
            assertThat(store.notices()).singleElement().asString().contains("it was missing");
            assertThat(pending(store)).isEqualTo(ids(30, 60));
        }
    }

    @Test
    void withoutAUsableBackupItStartsAnewAndSaysSo() throws Exception {
        Files.writeString(database, "This is not a database.\n".repeat(500));
        Files.writeString(Backups.of(database), "Nor is this.\n".repeat(500));

        try (Store store = open()) {
            assertThat(store.notices()).singleElement().asString().contains("no usable backup");
            assertThat(store.queue().submit(drafts(0, 1))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsOverwrittenTheStoreOpensAndKeepsWhatTheBackupKnew(long seed) throws Exception {
        Random random = new Random(seed);
        int pages = (int) (Files.size(database) / PAGE);
        for (int i = 0; i < 3; i++) {
            overwrite(random.nextInt(pages) * (long) PAGE + random.nextInt(PAGE / 2), 1 + random.nextInt(PAGE));
        }

        try (Store store = open()) {
            List<String> known = new ArrayList<>(pending(store));
            known.addAll(history(store));
            assertThat(known).doesNotHaveDuplicates().containsAll(ids(0, 60));
            assertThat(store.queue().count().pending()).isEqualTo(pending(store).size());
            finishNext(store);
        }
        try (Session db = Session.plain(database)) {
            assertThat(db.rows("PRAGMA integrity_check", row -> row.getString(1)))
                    .containsExactly("ok");
        }
    }

    private Store open() {
        return SqliteStore.open(database, StoreOptions.defaults());
    }

    private static String id(int i) {
        return "job-%02d".formatted(i);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(DamageTest::id).toList();
    }

    private static List<Draft> drafts(int from, int to) {
        return ids(from, to).stream()
                .map(id -> new Draft(id, "me", new Draft.Place.Back(), "{\"text\": \"" + "x".repeat(1000) + "\"}"))
                .toList();
    }

    private static void finishNext(Store store) throws InterruptedException {
        Lease lease = store.queue()
                .take(WorkerProfile.named("w"), Duration.ofSeconds(5))
                .orElseThrow();
        lease.finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));
    }

    private static List<String> pending(Store store) {
        return store.queue().pending().stream().map(Job::id).toList();
    }

    private static List<String> history(Store store) {
        return store.history().list(History.Question.all(Optional.empty())).stream()
                .map(Finished::job)
                .map(Job::id)
                .toList();
    }

    /** Where the root page of a table is, in bytes. */
    private long pageOf(String table) throws Exception {
        try (Session db = Session.plain(database)) {
            return (db.number("SELECT rootpage FROM sqlite_schema WHERE name = ?", table) - 1) * PAGE;
        }
    }

    private void overwrite(long position, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(position).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(position);
            file.write(noise);
        }
    }

    private Path aside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().startsWith("darkroom.db.damaged-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
