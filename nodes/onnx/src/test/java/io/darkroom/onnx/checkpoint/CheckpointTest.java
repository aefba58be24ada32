package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void writeCheckpoints() {
        write("single.safetensors", MiniCheckpoint.Layout.LDM);
        write("diffusers", MiniCheckpoint.Layout.DIFFUSERS);
    }

    private static void write(String name, MiniCheckpoint.Layout layout) {
        MiniCheckpoint.write(folder.resolve(name), Size.MICRO, WeightType.FLOAT16, 0, layout);
    }

    private static Checkpoint single() {
        return Checkpoint.open(folder.resolve("single.safetensors"));
    }

    private static Checkpoint diffusers() {
        return Checkpoint.open(folder.resolve("diffusers"));
    }

    @Test
    void singleFileHasAllPartsUnderCanonicalNames() {
        try (Checkpoint checkpoint = single()) {
            assertThat(checkpoint.family()).contains(Family.SD2);
            assertThat(checkpoint.unet().orElseThrow().names())
                    .contains("input_blocks.0.0.weight", "out.2.bias")
                    .noneMatch(name -> name.startsWith("model."));
            assertThat(checkpoint.vae().orElseThrow().weights().names())
                    .contains("encoder.conv_in.weight", "decoder.up.3.upsample.conv.weight", "quant_conv.bias");
            assertThat(checkpoint.text().orElseThrow().weights().names())
                    .contains(
                            "text_model.embeddings.token_embedding.weight",
                            "text_model.embeddings.position_embedding.weight",
                            "text_model.encoder.layers.2.self_attn.q_proj.weight",
                            "text_model.encoder.layers.0.mlp.fc2.bias",
                            "text_model.final_layer_norm.weight",
                            "text_projection.weight")
                    .allMatch(name -> name.startsWith("text_"));
            assertThat(checkpoint.text().orElseThrow().family()).isEqualTo(TextNetwork.Family.OPEN_CLIP_H);
        }
    }

    @Test
    void diffusersFolderHoldsTheSameUnetAsTheSingleFile() {
        try (Checkpoint one = single();
                Checkpoint other = diffusers()) {
            assertSameWeights(
                    other.unet().orElseThrow(),
                    one.unet().orElseThrow(),
                    one.unet().orElseThrow().names());
            assertThat(other.family()).contains(Family.SD2);
        }
    }

    @Test
    void diffusersFolderHoldsTheSameVaeAsTheSingleFile() {
        try (Checkpoint one = single();
                Checkpoint other = diffusers()) {
            Weights vae = one.vae().orElseThrow().weights();

            assertSameWeights(other.vae().orElseThrow().weights(), vae, vae.names());
        }
    }

    @Test
    void diffusersFolderHoldsTheSameTextEncoderButItsLastLayer() {
        try (Checkpoint one = single();
                Checkpoint other = diffusers()) {
            Weights text = one.text().orElseThrow().weights();
            Set<String> shared = text.names().stream()
                    .filter(name -> !name.contains("layers.2.") && !name.equals("text_projection.weight"))
                    .collect(Collectors.toSet());

            assertSameWeights(other.text().orElseThrow().weights(), text, shared);
            assertThat(other.text().orElseThrow().layersLeftOut()).isEqualTo(1);
            assertThat(one.text().orElseThrow().layersLeftOut()).isZero();
        }
    }

    private static void assertSameWeights(Weights found, Weights wanted, Set<String> names) {
        assertThat(found.names()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(found.get(name).bytes())
                    .as(name)
                    .isEqualTo(wanted.get(name).bytes());
        }
    }

    @Test
    void textProjectionHasTheShapeOfALinearLayer() {
        try (Checkpoint checkpoint = single()) {
            StoredTensor projection = checkpoint.text().orElseThrow().weights().get("text_projection.weight");
            float[] linear = projection.toFloats();
            float[] original = projection.transposed().toFloats();

            assertThat(linear[1]).isEqualTo(original[16]);
            assertThat(linear[16 * 3 + 5]).isEqualTo(original[16 * 5 + 3]);
        }
    }
}
