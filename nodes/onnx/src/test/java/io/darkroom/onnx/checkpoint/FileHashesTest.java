package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHashesTest {
    // of the three letters "abc", FIPS 180-2, appendix B.1
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.writeString(folder.resolve("model.safetensors"), "abc");
    }

    @Test
    void hashIsThatOfTheContentAndItsShortFormHasTenDigits() {
        FileHash hash = new FileHashes(folder).of(model);

        assertThat(hash.sha256()).isEqualTo(ABC);
        assertThat(hash.autoV2()).isEqualTo("ba7816bf8f");
    }

    @Test
    void unchangedFileIsNotReadAgain() throws IOException {
        FileHash first = new FileHashes(folder).of(model);
        FileTime time = Files.getLastModifiedTime(model);
        Files.writeString(model, "xyz");
        Files.setLastModifiedTime(model, time);

        assertThat(new FileHashes(folder).of(model)).isEqualTo(first);
    }

    @Test
    void changedFileIsReadAgain() throws IOException {
        FileHash first = new FileHashes(folder).of(model);
        Files.writeString(model, "abcd");

        assertThat(new FileHashes(folder).of(model)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"x\": 1}"})
    void damagedMemoryIsMadeAnew(String damaged) throws IOException {
        Files.writeString(folder.resolve("hashes.json"), damaged);

        assertThat(new FileHashes(folder).of(model).sha256()).isEqualTo(ABC);
        assertThat(folder.resolve("hashes.json")).content().contains(ABC);
    }

    @Test
    void damagedEntryIsMadeAnew() throws IOException {
        FileHashes hashes = new FileHashes(folder);
        assertThat(hashes.of(model).sha256()).isEqualTo(ABC);
        Path memory = folder.resolve("hashes.json");
        Files.writeString(memory, Files.readString(memory).replace(ABC, "nonsense"));

        assertThat(hashes.of(model).sha256()).isEqualTo(ABC);
    }

    @Test
    void manyWritersLeaveAReadableMemory() throws IOException {
        List<Path> models = IntStream.range(0, 16)
                .mapToObj(i -> folder.resolve("model" + i))
                .toList();
        for (Path path : models) {
            Files.writeString(path, path.toString());
        }

        models.parallelStream()
                .forEach(path ->
                        assertThat(new FileHashes(folder).of(path).sha256()).hasSize(64));

        assertThat(new FileHashes(folder).of(model).sha256()).isEqualTo(ABC);
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void missingUserFolderOnlyCostsTime() {
        assertThat(new FileHashes(folder.resolve("absent")).of(model).sha256()).isEqualTo(ABC);
    }

    @Test
    void missingFileIsSaidSo() {
        assertThatThrownBy(() -> new FileHashes(folder).of(folder.resolve("none")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("none");
    }
}
