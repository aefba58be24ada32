package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpeningTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theDatabaseAndItsFoldersAreMade() {
        Path database = folder.resolve("new folder/user/darkroom.db");
        open(database).close();

        assertThat(database).exists();
    }

    @Test
    void aCommitIsOnDiskBeforeItIsAnswered() throws Exception {
        Path database = folder.resolve("darkroom.db");
        open(database).close();

        try (Session db = Session.open(database, StoreOptions.defaults())) {
            assertThat(db.number("PRAGMA synchronous")).isEqualTo(2); // FULL
            assertThat(db.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
        }
    }

    @Test
    void aDatabaseOfANewerDarkroomIsRefusedAndLeftAlone() throws Exception {
        Path database = folder.resolve("darkroom.db");
        open(database).close();
        try (Session db = Session.plain(database)) {
            db.run("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(database);

        assertThatThrownBy(() -> open(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(database.toString(), "version 99", "newer Darkroom");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
        Path database = folder.resolve("other.db");
        try (Session db = Session.plain(database)) {
            db.run("CREATE TABLE theirs (x)");
        }
        byte[] before = Files.readAllBytes(database);

        assertThatThrownBy(() -> open(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(database.toString(), "another program");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    @Test
    void aStoreIsNotOpenedTwiceAndIsFreeOnceItIsClosed() {
        Path database = folder.resolve("darkroom.db");
        try (Store store = open(database)) {
            assertThatThrownBy(() -> open(database)).hasMessageContaining("used by another Darkroom");
            store.fact("still", "working");
        }

        try (Store store = open(database)) {
            assertThat(store.fact("still")).contains("working");
        }
    }

    @Test
    void aClosedStoreLeavesABackupAndNothingHalfDone() throws Exception {
        Path database = folder.resolve("darkroom.db");
        try (Store store = open(database)) {
            store.fact("name", "value");
        }

        try (Session backup = Session.plain(Backups.of(database))) {
            assertThat(backup.first("SELECT value FROM fact", row -> row.getString(1)))
                    .contains("value");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("darkroom.db", "darkroom.db.backup", "darkroom.db.lock");
        }
    }

    @Test
    void factsAreReplacedByName() {
        try (Store store = open(folder.resolve("darkroom.db"))) {
            assertThat(store.fact("name")).isEmpty();
            store.fact("name", "first");
            store.fact("name", "second");

            assertThat(store.fact("name")).contains("second");
        }
    }

    private static Store open(Path database) {
        return SqliteStore.open(database, StoreOptions.defaults());
    }
}
