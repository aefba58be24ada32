package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
    private static final double EPS_LIKE = 0.05;
    private static final double V_LIKE = 0.2;

    @TempDir
    Path folder;

    private PredictionFinding find(Map<String, String> metadata, List<TestTensor> tensors) {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, metadata, tensors);
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            return checkpoint.prediction().orElseThrow();
        }
    }

    private void sidecar(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void fileThatSaysNothingPredictsNoiseWithoutZeroSnr() {
        PredictionFinding found = find(Map.of(), TinyModels.sd1("cond_stage_model.transformer.text_model."));

        assertThat(found.prediction().value()).isEqualTo(Prediction.EPS);
        assertThat(found.zeroSnr().value()).isFalse();
        assertThat(found.zeroSnr().why()).contains("Nothing says anything");
    }

    @ParameterizedTest
    @CsvSource({"0.05, EPS", "0.0899, EPS", "0.0901, V", "0.2, V"})
    void deviationOfOneBiasTellsVelocityModelsOfSd2(double deviation, Prediction prediction) {
        PredictionFinding found = find(Map.of(), TinyModels.sd2(deviation));

        assertThat(found.prediction().value()).isEqualTo(prediction);
        assertThat(found.prediction().why()).contains("deviation");
        assertThat(found.zeroSnr().value()).isFalse();
    }

    @Test
    void deviationTellsNothingOfUnetsWithMoreBlocks() {
        List<TestTensor> tensors = new ArrayList<>(TinyModels.sd2(V_LIKE));
        tensors.add(TestTensor.zeros("model.diffusion_model.output_blocks.12.0.in_layers.0.weight", 8));

        assertThat(find(Map.of(), tensors).prediction().value()).isEqualTo(Prediction.EPS);
    }

    @Test
    void markerTensorsBeatTheDeviation() {
        List<TestTensor> tensors = new ArrayList<>(TinyModels.sd2(EPS_LIKE));
        tensors.add(TestTensor.zeros("v_pred", 0));
        tensors.add(TestTensor.zeros("ztsnr", 0));

        PredictionFinding found = find(Map.of(), tensors);

        assertThat(found.prediction().value()).isEqualTo(Prediction.V);
        assertThat(found.prediction().contradicted()).singleElement().asString().contains("deviation", "EPS");
        assertThat(found.zeroSnr().value()).isTrue();
        assertThat(found.zeroSnr().why()).contains("marker");
    }

    @ParameterizedTest
    @CsvSource({
        "prediction_type, v_prediction, V",
        "prediction_type, sample, X0",
        "modelspec.predict_key, v, V",
        "modelspec.predict_key, epsilon, EPS"
    })
    void metadataBeatsMarkers(String key, String value, Prediction prediction) {
        List<TestTensor> tensors = new ArrayList<>(TinyModels.sd2(V_LIKE));
        tensors.add(TestTensor.zeros("v_pred", 0));

        PredictionFinding found = find(Map.of(key, value), tensors);

        assertThat(found.prediction().value()).isEqualTo(prediction);
        assertThat(found.prediction().why()).contains("metadata");
    }

    @Test
    void ownSidecarBeatsMetadata() throws IOException {
        sidecar(
                "model.json",
                "{\"about\": {\"deep\": []}, \"prediction_type\": \"epsilon\", \"zero_terminal_snr\": false}");

        PredictionFinding found =
                find(Map.of("prediction_type", "v_prediction", "zero_terminal_snr", "true"), TinyModels.sd2(V_LIKE));

        assertThat(found.prediction().value()).isEqualTo(Prediction.EPS);
        assertThat(found.prediction().why()).contains("model.json");
        assertThat(found.prediction().contradicted()).hasSize(2);
        assertThat(found.zeroSnr().value()).isFalse();
    }

    @Test
    void eachFactIsFoundOnItsOwn() throws IOException {
        sidecar("model.yaml", "model:\n  target: x\n  params:\n    parameterization: \"v\"\n    list: [1, {a: b}]\n");

        PredictionFinding found = find(Map.of("zero_terminal_snr", "true"), TinyModels.sd2(EPS_LIKE));

        assertThat(found.prediction().value()).isEqualTo(Prediction.V);
        assertThat(found.prediction().why()).contains("model.yaml");
        assertThat(found.zeroSnr().value()).isTrue();
        assertThat(found.zeroSnr().why()).contains("metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other: 1\n", "parameterization: v\n", "model: {params: [parameterization, v]}\n", ""})
    void yamlWithoutTheKeySaysNothing(String yaml) throws IOException {
        sidecar("model.yaml", yaml);

        assertThat(find(Map.of(), TinyModels.sd2(EPS_LIKE)).prediction().why()).contains("deviation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.yaml | model: {params: {parameterization: flow}} | names the prediction type \"flow\"",
                "model.yaml | a: @b | is not readable YAML",
                "model.yaml | {a: [ | is not readable YAML",
                "model.json | [1] | is not a JSON object",
                "model.json | {\"a\" | is not readable JSON",
                "model.json | {\"prediction_type\": \"flow\"} | names the prediction type \"flow\"",
                "model.json | {\"zero_terminal_snr\": \"maybe\"} | write true or false",
            })
    void sidecarsThatCannotBeReadAreNamed(String name, String content, String fault) throws IOException {
        sidecar(name, content);

        assertThatThrownBy(() -> find(Map.of(), TinyModels.sd2(EPS_LIKE)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContainingAll(name, fault);
    }

    @Test
    void deeplyNestedSidecarsAreRefused() throws IOException {
        sidecar("model.yaml", "[".repeat(100_000));

        assertThatThrownBy(() -> find(Map.of(), TinyModels.sd2(EPS_LIKE)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("nested more than 64 deep");
    }

    @Test
    void schedulerOfAFolderTellsBoth() {
        Path path = folder.resolve("diffusers");
        MiniCheckpoint.write(path, Size.MICRO, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.DIFFUSERS);

        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            PredictionFinding found = checkpoint.prediction().orElseThrow();

            assertThat(found.prediction().value()).isEqualTo(Prediction.V);
            assertThat(found.prediction().why()).contains("scheduler_config.json");
            assertThat(found.zeroSnr().value()).isTrue();
        }
    }
}
