package io.darkroom.onnx.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraFileTest {
    private static final String Q = "text_model.encoder.layers.0.self_attn.q_proj.weight";
    private static final String LORA_Q = "lora_te_text_model_encoder_layers_0_self_attn_q_proj";

    @TempDir
    Path folder;

    private static Path golden() throws Exception {
        return Path.of(Objects.requireNonNull(LoraFileTest.class.getResource("/goldens/lora/pub-lora-mini.safetensors"))
                .toURI());
    }

    private LoraFile lora(TestTensor... tensors) {
        Path path = folder.resolve("lora.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(tensors));
        return LoraFile.read(path);
    }

    @Test
    void everyModuleOfTheGoldenFindsItsWeight() throws Exception {
        Path path = folder.resolve("micro.safetensors");
        MiniCheckpoint.write(path, Size.MICRO, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.LDM);
        LoraFile lora = LoraFile.read(golden());

        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            LoraPatch unet = lora.forUnet(checkpoint.unet().orElseThrow().names(), 0.9);
            LoraPatch text =
                    lora.forText(checkpoint.text().orElseThrow().weights().names(), 0.6);

            assertThat(lora.notLoaded(unet, text)).isEmpty();
            assertThat(text.size()).isEqualTo(3);
            assertThat(unet.size()).isEqualTo(lora.modules().size() - 3);
            assertThat(unet.changes("input_blocks.1.1.proj_out.weight")).isTrue();
            assertThat(unet.changes("output_blocks.11.1.transformer_blocks.0.attn2.to_v.weight"))
                    .isTrue();
            assertThat(text.changes("text_model.encoder.layers.1.self_attn.k_proj.weight"))
                    .isTrue();
        }
    }

    @Test
    void changeIsStrengthTimesAlphaByRankTimesUpTimesDown() throws Exception {
        String weight = "input_blocks.1.1.proj_out.weight";
        String key = "lora_unet_down_blocks_0_attentions_0_proj_out";
        LoraPatch patch = LoraFile.read(golden()).forUnet(unetNames(weight), 0.9);
        float[] original = new float[64 * 64];
        Arrays.fill(original, 0.25f);

        float[] changed = patch.apply(weight, Shape.of(64, 64), original.clone());

        try (TensorFile file = TensorFile.open(golden())) {
            Weights tensors = file.tensors();
            float[] up = tensors.get(key + ".lora_up.weight").toFloats();
            float[] down = tensors.get(key + ".lora_down.weight").toFloats();
            double factor = 0.9 * tensors.get(key + ".alpha").toFloats()[0] / 2;
            for (int row = 0; row < 64; row++) {
                for (int column = 0; column < 64; column++) {
                    double sum = (double) up[2 * row] * down[column] + (double) up[2 * row + 1] * down[64 + column];
                    assertThat((double) changed[64 * row + column]).isCloseTo(0.25 + factor * sum, within(1e-6));
                }
            }
        }
    }

    /** Names of a UNet with one level of one resnet and attention, and a given weight. */
    private static Set<String> unetNames(String weight) {
        return Set.of(
                weight,
                "input_blocks.0.0.weight",
                "input_blocks.1.0.in_layers.0.weight",
                "input_blocks.1.0.in_layers.2.weight",
                "input_blocks.1.1.norm.weight",
                "output_blocks.0.0.in_layers.0.weight",
                "output_blocks.0.1.norm.weight");
    }

    @ParameterizedTest
    @CsvSource({
        "lora_unet_input_blocks_1_0_in_layers_2, input_blocks.1.0.in_layers.2.weight",
        "lora_unet_down_blocks_0_resnets_0_conv1, input_blocks.1.0.in_layers.2.weight",
        "lora_unet_conv_in, input_blocks.0.0.weight",
    })
    void unetWeightsAreNamedInBothWays(String key, String weight) {
        LoraFile lora = lora(
                TestTensor.zeros(key + ".lora_up.weight", 4, 1, 1, 1),
                TestTensor.zeros(key + ".lora_down.weight", 1, 4, 3, 3));

        assertThat(lora.forUnet(unetNames("x.weight"), 1).changes(weight)).isTrue();
    }

    @Test
    void missingAlphaMeansTheRank() {
        LoraFile lora = lora(
                TestTensor.of(LORA_Q + ".lora_up.weight", Shape.of(2, 2), 1, 0, 0, 1),
                TestTensor.of(LORA_Q + ".lora_down.weight", Shape.of(2, 3), 1, 2, 3, 4, 5, 6));

        float[] changed = lora.forText(Set.of(Q), 0.5).apply(Q, Shape.of(2, 3), new float[6]);

        assertThat(changed).containsExactly(0.5f, 1, 1.5f, 2, 2.5f, 3);
    }

    @Test
    void convolutionInThreePartsIsJoinedPlaceByPlace() {
        LoraFile lora = lora(
                TestTensor.of(LORA_Q + ".lora_up.weight", Shape.of(1, 2, 1, 1), 1, 10),
                TestTensor.of(LORA_Q + ".lora_mid.weight", Shape.of(2, 2, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8),
                TestTensor.of(LORA_Q + ".lora_down.weight", Shape.of(2, 1, 1, 1), 1, 100),
                TestTensor.of(LORA_Q + ".alpha", Shape.of(), 2));

        float[] changed = lora.forText(Set.of(Q), 1).apply(Q, Shape.of(1, 1, 1, 2), new float[2]);

        // middle * down: place 0: r0 = 1 + 300, r1 = 5 + 700; place 1: r0 = 2 + 400, r1 = 6 + 800
        assertThat(changed).containsExactly(301 + 10 * 705, 402 + 10 * 806);
    }

    @Test
    void modulesWithoutAWeightAreListedAsNotLoaded() {
        LoraFile lora = lora(
                TestTensor.zeros("lora_te_nowhere.lora_up.weight", 2, 1),
                TestTensor.zeros("lora_te_nowhere.lora_down.weight", 1, 2),
                TestTensor.zeros("stray", 1));

        assertThat(lora.notLoaded(lora.forText(Set.of(Q), 1))).containsExactly("lora_te_nowhere", "stray");
    }

    @ParameterizedTest
    @CsvSource({
        "hada_w1_a, LoHa",
        "lokr_w1, LoKr",
        "dora_scale, DoRA",
        "oft_blocks, OFT",
        "diff, whole differences (diff)"
    })
    void otherKindsAreNamedAndNeverApplied(String part, String kind) {
        LoraFile lora = lora(
                TestTensor.zeros(LORA_Q + ".lora_up.weight", 2, 1),
                TestTensor.zeros(LORA_Q + ".lora_down.weight", 1, 2),
                TestTensor.zeros(LORA_Q + "." + part, 1));

        LoraPatch patch = lora.forText(Set.of(Q), 1);

        assertThat(patch.changes(Q)).isFalse();
        assertThat(lora.unsupported()).containsExactly(kind);
        assertThat(lora.notLoaded(patch)).containsExactly(LORA_Q + " (" + kind + ", not supported)");
    }

    @Test
    void loraOfAnotherModelIsRefusedWithBothShapes() {
        LoraFile lora = lora(
                TestTensor.zeros(LORA_Q + ".lora_up.weight", 768, 4),
                TestTensor.zeros(LORA_Q + ".lora_down.weight", 4, 768));
        LoraPatch patch = lora.forText(Set.of(Q), 1);

        assertThatThrownBy(() -> patch.apply(Q, Shape.of(8, 8), new float[64]))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll("[768, 4]", "[8, 8]", LORA_Q);
    }

    @Test
    void filesWithoutModulesAreNoLora() {
        assertThatThrownBy(() -> lora(TestTensor.zeros("emb_params", 1, 4)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("is no LoRA");
    }

    @Test
    void strengthsHaveTheirOwnIdentity() throws Exception {
        LoraFile lora = LoraFile.read(golden());

        assertThat(lora.forText(Set.of(Q), 1).identity())
                .isNotEqualTo(lora.forText(Set.of(Q), 0.5).identity())
                .isEqualTo(lora.forText(Set.of(Q), 1).identity());
    }
}
