package io.darkroom.onnx.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.UnusableFileException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingFileTest {
    @TempDir
    Path folder;

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(EmbeddingFileTest.class.getResource("/goldens/ti/" + name), name)
                .toURI());
    }

    static Stream<JsonNode> forms() throws Exception {
        JsonNode index = new ObjectMapper().readTree(golden("index.json").toFile());
        return StreamSupport.stream(index.get("files").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormReadsAsTheReferenceReadsIt(JsonNode form) throws Exception {
        int width = form.get("width").asInt();

        Tensor read = EmbeddingFile.read(golden(form.get("file").asText()), TextNetwork.Family.OPEN_CLIP_H, width);

        assertThat(read.shape()).isEqualTo(Shape.of(form.get("vectors").asInt(), width));
        try (TensorFile values = TensorFile.open(golden("pub" + width + "-values.safetensors"))) {
            assertThat(read.toArray())
                    .isEqualTo(values.tensors().get(form.get("values").asText()).toFloats());
        }
    }

    @Test
    void embeddingForBothEncodersOfferesEachItsOwn() throws Exception {
        Tensor read = EmbeddingFile.read(golden("pub128-clip_h.safetensors"), TextNetwork.Family.CLIP_L, 64);

        assertThat(read.shape()).isEqualTo(Shape.of(2, 64));
    }

    @Test
    void bundledEmbeddingIsFoundByItsWidth() {
        Path path = folder.resolve("bundle.safetensors");
        SafetensorsWriter.write(
                path,
                Map.of(),
                List.of(
                        TestTensor.zeros("bundle_emb.word.string_to_param.a", 1, 4),
                        TestTensor.zeros("bundle_emb.word.string_to_param.b", 3, 8)));

        Tensor read = EmbeddingFile.read(path, TextNetwork.Family.CLIP_L, 8);

        assertThat(read.shape()).isEqualTo(Shape.of(3, 8));
    }

    @Test
    void vectorsOfAnotherFamilyComeInTheirOwnWidth() throws Exception {
        Path path = golden("pub128-a1111.pt");

        Tensor read = EmbeddingFile.read(path, TextNetwork.Family.CLIP_L, 768);

        assertThat(read.shape().size(1)).isEqualTo(128);
    }

    @Test
    void vectorsThatAreNoNumbersAreRefused() {
        Path path = folder.resolve("nan.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(TestTensor.of("emb_params", Shape.of(1, 2), 1, Float.NaN)));

        assertThatThrownBy(() -> EmbeddingFile.read(path, TextNetwork.Family.CLIP_L, 2))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void modelsAreNoEmbeddings() {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(TestTensor.zeros("conv.weight", 1, 2, 3, 3)));

        assertThatThrownBy(() -> EmbeddingFile.read(path, TextNetwork.Family.CLIP_L, 2))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("no textual inversion");
    }
}
