package io.darkroom.queue.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Outputs;
import io.darkroom.queue.Outputs.Picture;
import io.darkroom.queue.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteOutputsTest {
    @SuppressWarnings("NullAway.Init")
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = SqliteStore.open(folder.resolve("darkroom.db"), StoreOptions.defaults());
        store.outputs()
                .add(List.of(
                        picture("cat.png", "me", 1, "a Cat on a MÖBIUS band, 100% wool"),
                        picture("dog.png", "me", 3, "a dog, 100 percent, sd_xl"),
                        picture("bird.png", "you", 2, "a bird and a cat, sdXxl")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void picturesAreListedNewestFirstInWindows() {
        assertThat(names(Optional.empty())).containsExactly("dog.png", "bird.png", "cat.png");
        assertThat(store.outputs().list(new Outputs.Question(Optional.empty(), List.of(), 1, 1)))
                .extracting(Picture::filename)
                .containsExactly("bird.png");
        assertThat(store.outputs().count(new Outputs.Question(Optional.empty(), List.of(), 1, 1)))
                .isEqualTo(3);
        assertThat(names(Optional.of("me"))).containsExactly("dog.png", "cat.png");
    }

    @Test
    void allWordsMustOccurInAnyCase() {
        assertThat(names(Optional.empty(), "CAT")).containsExactly("bird.png", "cat.png");
        assertThat(names(Optional.empty(), "cat", "möbius")).containsExactly("cat.png");
        assertThat(names(Optional.of("you"), "dog")).isEmpty();
    }

    @Test
    void noCharacterOfAWordMeansMoreThanItself() {
        assertThat(names(Optional.empty(), "100%")).containsExactly("cat.png");
        assertThat(names(Optional.empty(), "sd_xl")).containsExactly("dog.png");
        assertThat(names(Optional.empty(), "'\"\\")).isEmpty();
    }

    @Test
    void aPictureThatIsSavedAgainIsReplaced() {
        Picture again = picture("cat.png", "me", 9, "a lion");
        store.outputs().add(List.of(again));

        assertThat(store.outputs().find("output", "sub", "cat.png")).contains(again);
        assertThat(names(Optional.empty())).containsExactly("cat.png", "dog.png", "bird.png");
    }

    @Test
    void aRemovedPictureIsForgotten() {
        store.outputs().remove("output", "sub", "cat.png");

        assertThat(store.outputs().find("output", "sub", "cat.png")).isEmpty();
        assertThat(names(Optional.empty())).containsExactly("dog.png", "bird.png");
    }

    private static Picture picture(String name, String owner, int second, String text) {
        return new Picture("output", "sub", name, owner, "job", "9", Instant.ofEpochSecond(second), text, "{}");
    }

    private List<String> names(Optional<String> owner, String... words) {
        return store.outputs().list(new Outputs.Question(owner, List.of(words), 0, 100)).stream()
                .map(Picture::filename)
                .toList();
    }
}
