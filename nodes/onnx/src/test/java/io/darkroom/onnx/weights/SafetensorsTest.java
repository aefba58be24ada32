package io.darkroom.onnx.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.TestTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final String GOOD = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    @TempDir
    Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("file.safetensors"),
                bytes.putLong(text.length).put(text).array());
    }

    @Test
    void tensorsAndMetadataAreRead() {
        Path path = folder.resolve("file.safetensors");
        SafetensorsWriter.write(
                path,
                Map.of("note", "a \"word\""),
                List.of(TestTensor.of("b", Shape.of(2, 3), 1, 2, 3, 4, 5, 6), TestTensor.zeros("a", 4)));

        try (TensorFile file = TensorFile.open(path)) {
            assertThat(file.metadata()).containsExactly(Map.entry("note", "a \"word\""));
            assertThat(file.tensors().names()).containsExactlyInAnyOrder("a", "b");
            StoredTensor b = file.tensors().get("b");
            assertThat(b.shape()).containsExactly(2, 3);
            assertThat(b.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(b.rows(1, 2).toFloats()).containsExactly(4, 5, 6);
            assertThat(b.transposed().toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(b.bytes().isDirect()).isTrue();
            assertThat(b.bytes().getFloat(4)).isEqualTo(2);
        }
    }

    @Test
    void largeTensorsAreReadInPieces() {
        Path path = folder.resolve("file.safetensors");
        float[] numbers = new float[1_300_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        SafetensorsWriter.write(path, Map.of(), List.of(TestTensor.of("large", Shape.of(numbers.length), numbers)));

        try (TensorFile file = TensorFile.open(path)) {
            assertThat(file.tensors().get("large").toFloats()).isEqualTo(numbers);
        }
    }

    @Test
    void lastingTensorsOutliveTheFile() {
        Path path = folder.resolve("file.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(TestTensor.of("a", Shape.of(2), 1, 2)));
        TensorFile file = TensorFile.open(path);
        Weights lasting = file.lasting();

        file.close();

        assertThat(lasting.get("a").toFloats()).containsExactly(1, 2);
    }

    @Test
    void missingTensorIsNamedWithItsFile() throws IOException {
        try (TensorFile file = TensorFile.open(file(GOOD, 8))) {
            assertThatThrownBy(() -> file.tensors().get("z"))
                    .isInstanceOf(UnusableFileException.class)
                    .hasMessageContainingAll("file.safetensors", "\"z\"");
        }
    }

    @Test
    void missingFileIsSaidSo() {
        assertThatThrownBy(() -> TensorFile.open(folder.resolve("none.safetensors")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("There is no file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                                       | 0  | not JSON",
                "{\"a\":1}                                                                | 0  | an object under \"a\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                                | 8  | lacks its dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}           | 8  | lacks its dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}         | 4  | cut short",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}         | 8  | cut short",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}         | 8  | does not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}        | 8  | negative",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}| 8 | does not"
                        + " fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807,9],\"data_offsets\":[0,8]}}| 8 | does not"
                        + " fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}| 8 | not readable"
                        + " JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}       | 8  | a whole number",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}     | 8  | F8_E4M3",
                "{\"a\":{\"dtype\":\"X\",\"shape\":[8],\"data_offsets\":[0,8]}}           | 8  | stores \"a\" as X",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8],\"x\":[]}} | 8  | unknown field",
                "{\"__metadata__\":{\"a\":1}}                                             | 0  | a string under",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}{}        | 8  | goes on",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,1]}}| 8 |"
                        + " axes",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}       | 0  | unknown field",
            })
    void liesInTheHeaderAreRefused(String header, int dataBytes, String fault) throws IOException {
        Path path = file(header, dataBytes);

        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("file.safetensors");
    }

    @Test
    void overlappingTensorsAreRefusedByName() throws IOException {
        Path path = file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                12);

        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("\"a\" and \"b\" overlap");
    }

    @Test
    void tensorsOfOneNameAreRefused() throws IOException {
        String entry = "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}";
        Path path = file("{" + entry + "," + entry + "}", 8);

        assertThatThrownBy(() -> TensorFile.open(path)).isInstanceOf(UnusableFileException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_001, 1L << 62, -1, Long.MIN_VALUE})
    void impossibleHeaderLengthsAreRefused(long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        Path path = Files.write(
                folder.resolve("file.safetensors"), bytes.putLong(length).array());

        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(Long.toUnsignedString(length));
    }

    @ParameterizedTest
    @CsvSource({
        "<html>404 not found</html>, web page",
        "version https://git-lfs.github.com/spec/v1, Git LFS",
        "GGUF12345678, GGUF",
        "\u0089PNG, is a picture",
        "'', 0 bytes"
    })
    void filesOfOtherKindsAreNamed(String content, String kind) throws IOException {
        Path path = Files.writeString(folder.resolve("file.safetensors"), content, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(kind);
    }

    @Test
    void mutatedFilesAreReadOrRefusedButNeverCrash() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = Files.readAllBytes(file(
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[8,16]}}",
                16));
        for (int round = 0; round < 500; round++) {
            Path path = Files.write(folder.resolve("mutated.safetensors"), Mutation.of(good, random));
            assertThat(survives(path)).as("seed %d, round %d", seed, round).isTrue();
        }
    }

    private static boolean survives(Path path) {
        try (TensorFile file = TensorFile.open(path)) {
            return file.tensors().names().stream()
                    .allMatch(name -> file.tensors().get(name).toFloats().length
                            == file.tensors().get(name).count());
        } catch (UnusableFileException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void firstTensorThatIsNoNumberIsNamed(float bad) {
        Path path = folder.resolve("file.safetensors");
        SafetensorsWriter.write(
                path,
                Map.of(),
                List.of(TestTensor.of("a", Shape.of(2), 1, 2), TestTensor.of("b", Shape.of(2), 1, bad)));

        try (TensorFile file = TensorFile.open(path)) {
            assertThat(Finiteness.firstBroken(file.tensors())).contains("b");
        }
    }
}
