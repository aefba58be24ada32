package io.darkroom.onnx.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFileTest {
    /** What the hostile files would make if anything in them were run. */
    private static final Path MARKER = Path.of("/tmp/JPICKLE_PWNED");

    @TempDir
    Path folder;

    private static Path golden(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(TorchFileTest.class.getResource("/goldens/" + name), name);
        return Path.of(url.toURI());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "os-system.pt                | \"posix.system\"",
                "eval.bin                    | \"__builtin__.eval\"",
                "truncated.pt                | cut short",
                "huge-claim.pt               | claims a storage of 1099511627776 numbers, but the file has 128",
                "stride-out.pt               | leads out of its storage",
                "deep-nest.pt                | holds no tensors",
                "not-a-zip.pt                | web page",
                "header-too-long.safetensors | 4611686018427387904",
                "header-not-json.safetensors | not JSON",
                "beyond-end.safetensors      | cut short",
                "size-mismatch.safetensors   | does not fit",
            })
    void hostileFilesAreRefusedWithTheirFault(String file, String fault) throws Exception {
        Path path = golden("ti/hostile/" + file);

        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContainingAll(file, fault);
        assertThat(MARKER).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ti/pub128-a1111.pt", "ti/pub128-a1111-legacy.pt"})
    void tensorsOfNestedTablesHaveJoinedNames(String file) throws Exception {
        try (TensorFile opened = TensorFile.open(golden(file))) {
            assertThat(opened.tensors().names()).containsExactly("string_to_param.*");
            assertThat(opened.metadata()).containsEntry("step", "1000");
        }
    }

    @Test
    void tableOfParametersStandsForTheWholeFile() throws Exception {
        try (TensorFile plain = TensorFile.open(golden("upscale/publ-x4plus.safetensors"));
                TensorFile nested = TensorFile.open(golden("upscale/publ-x4plus-params_ema.pth"))) {
            assertThat(nested.tensors().names())
                    .containsExactlyInAnyOrderElementsOf(plain.tensors().names());
            for (String name : plain.tensors().names()) {
                assertThat(nested.tensors().get(name).toFloats())
                        .as(name)
                        .isEqualTo(plain.tensors().get(name).toFloats());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ti/pub128-a1111.pt",
                "ti/pub128-a1111-legacy.pt",
                "ti/pub128-a1111-half-view.pt",
                "ti/pub128-diffusers-2d.bin",
                "upscale/publ-oldarch.pth"
            })
    void mutatedFilesAreReadOrRefusedButNeverCrash(String file) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = Files.readAllBytes(golden(file));
        int rounds = good.length > 100_000 ? 50 : 200;
        for (int round = 0; round < rounds; round++) {
            Path path = Files.write(folder.resolve("mutated.pt"), Mutation.of(good, random));
            assertThat(survives(path)).as("seed %d, round %d", seed, round).isTrue();
        }
    }

    private static boolean survives(Path path) throws IOException {
        try (TensorFile file = TensorFile.open(path)) {
            return file.tensors().names().stream()
                    .allMatch(name -> file.tensors().get(name).toFloats().length
                            == file.tensors().get(name).count());
        } catch (UnusableFileException e) {
            return true;
        }
    }
}
