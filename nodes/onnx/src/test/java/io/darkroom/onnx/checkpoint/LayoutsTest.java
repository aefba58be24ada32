package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.fixture.TorchWriter;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {
    @TempDir
    Path folder;

    private Checkpoint open(TestTensor... tensors) {
        return open(List.of(tensors));
    }

    private Checkpoint open(List<TestTensor> tensors) {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, Map.of(), tensors);
        return Checkpoint.open(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cond_stage_model.transformer.text_model.", "cond_stage_model.transformer."})
    void sd1TextEncodersOldAndNewHaveCanonicalNames(String prefix) {
        try (Checkpoint checkpoint = open(TinyModels.sd1(prefix))) {
            assertThat(checkpoint.family()).contains(Family.SD1);
            assertThat(checkpoint.text().orElseThrow().family()).isEqualTo(TextNetwork.Family.CLIP_L);
            assertThat(checkpoint.text().orElseThrow().weights().names())
                    .containsExactlyInAnyOrder(
                            "text_model.embeddings.token_embedding.weight", "text_model.final_layer_norm.weight");
            assertThat(checkpoint.unet().orElseThrow().names())
                    .containsExactlyInAnyOrder("input_blocks.0.0.weight", "input_blocks.1.1.proj_in.weight");
            assertThat(checkpoint.vae()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TorchWriter.Packing.class)
    void ckptFilesOfTrainersAreRead(TorchWriter.Packing packing) {
        Path path = folder.resolve("model.ckpt");
        TorchWriter.writeTrainingState(path, TinyModels.sd2(0.2), packing);

        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            assertThat(checkpoint.family()).contains(Family.SD2);
            assertThat(checkpoint.metadata()).containsEntry("global_step", "7");
            assertThat(checkpoint.prediction().orElseThrow().prediction().value())
                    .isEqualTo(Prediction.V);
        }
    }

    @Test
    void safetensorsUnderAnotherEndingAreRead() {
        Path path = folder.resolve("model.ckpt");
        SafetensorsWriter.write(path, Map.of(), TinyModels.sd2(0.2));

        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            assertThat(checkpoint.unet()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first_stage_model.", "vae."})
    void vaeAloneIsFoundWithAndWithoutPrefix(String prefix) {
        try (Checkpoint checkpoint = open(
                TestTensor.zeros(prefix + "decoder.conv_in.weight", 8, 4, 3, 3),
                TestTensor.zeros(prefix + "encoder.conv_in.weight", 8, 3, 3, 3),
                TestTensor.zeros(prefix + "loss.logvar", 1))) {
            assertThat(checkpoint.unet()).isEmpty();
            assertThat(checkpoint.prediction()).isEmpty();
            assertThat(checkpoint.vae().orElseThrow().kind()).isEqualTo(VaePart.Kind.KL);
            assertThat(checkpoint.vae().orElseThrow().weights().names())
                    .containsExactlyInAnyOrder("decoder.conv_in.weight", "encoder.conv_in.weight");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "decoder.up_blocks.0.resnets.2.conv_shortcut.weight, decoder.up.1.block.2.nin_shortcut.weight",
        "decoder.up_blocks.1.upsamplers.0.conv.bias, decoder.up.0.upsample.conv.bias",
        "encoder.down_blocks.1.resnets.0.norm1.weight, encoder.down.1.block.0.norm1.weight",
        "encoder.down_blocks.0.downsamplers.0.conv.weight, encoder.down.0.downsample.conv.weight",
        "encoder.mid_block.resnets.1.conv2.weight, encoder.mid.block_2.conv2.weight",
        "decoder.mid_block.attentions.0.group_norm.weight, decoder.mid.attn_1.norm.weight",
        "decoder.mid_block.attentions.0.query.weight, decoder.mid.attn_1.q.weight",
        "decoder.mid_block.attentions.0.proj_attn.bias, decoder.mid.attn_1.proj_out.bias",
        "decoder.mid_block.attentions.0.to_v.weight, decoder.mid.attn_1.v.weight",
        "decoder.mid_block.attentions.0.to_out.0.weight, decoder.mid.attn_1.proj_out.weight",
        "encoder.conv_norm_out.weight, encoder.norm_out.weight",
    })
    void diffusersNamesOfAVaeOldAndNewAreTranslated(String diffusers, String original) {
        try (Checkpoint checkpoint = open(
                TestTensor.zeros("decoder.conv_in.weight", 8, 4, 3, 3),
                TestTensor.zeros("decoder.up_blocks.0.resnets.0.norm1.weight", 8),
                TestTensor.zeros("decoder.up_blocks.1.resnets.0.norm1.weight", 8),
                TestTensor.zeros(diffusers, 8))) {
            assertThat(checkpoint.vae().orElseThrow().weights().names()).contains(original);
        }
    }

    @Test
    void pairOfTinyVaeFilesBecomesOne() {
        Path encoder = folder.resolve("taesd_encoder.safetensors");
        Path decoder = folder.resolve("taesd_decoder.safetensors");
        SafetensorsWriter.write(
                encoder,
                Map.of(),
                List.of(
                        TestTensor.zeros("0.weight", 64, 3, 3, 3),
                        TestTensor.zeros("1.conv.0.weight", 64, 64, 3, 3),
                        TestTensor.zeros("14.weight", 4, 64, 3, 3)));
        SafetensorsWriter.write(
                decoder,
                Map.of(),
                List.of(TestTensor.zeros("1.weight", 64, 4, 3, 3), TestTensor.zeros("3.conv.0.weight", 64, 64, 3, 3)));

        try (Checkpoint checkpoint = Checkpoint.openTaesd(encoder, decoder)) {
            assertThat(checkpoint.vae().orElseThrow().kind()).isEqualTo(VaePart.Kind.TAESD);
            assertThat(checkpoint.vae().orElseThrow().weights().names())
                    .containsExactlyInAnyOrder(
                            "encoder.0.weight",
                            "encoder.1.conv.0.weight",
                            "encoder.14.weight",
                            "decoder.1.weight",
                            "decoder.3.conv.0.weight");
        }
    }

    @Test
    void tinyVaeOfDiffusersCountsItsDecoderFromTheClamp() {
        try (Checkpoint checkpoint = open(
                TestTensor.zeros("encoder.layers.0.weight", 64, 3, 3, 3),
                TestTensor.zeros("decoder.layers.0.weight", 64, 4, 3, 3),
                TestTensor.zeros("decoder.layers.2.conv.0.weight", 64, 64, 3, 3))) {
            assertThat(checkpoint.vae().orElseThrow().weights().names())
                    .containsExactlyInAnyOrder("encoder.0.weight", "decoder.1.weight", "decoder.3.conv.0.weight");
        }
    }

    @Test
    void unetAloneIsACheckpointWithoutTheOtherParts() {
        try (Checkpoint checkpoint = open(
                TestTensor.zeros("conv_in.weight", 8, 4, 3, 3),
                TestTensor.zeros("down_blocks.0.resnets.0.norm1.weight", 8),
                TestTensor.zeros("down_blocks.0.attentions.0.norm.weight", 8),
                TestTensor.zeros("down_blocks.0.attentions.0.proj_in.weight", 8, 8),
                TestTensor.zeros("down_blocks.0.downsamplers.0.conv.weight", 8, 8, 3, 3),
                TestTensor.zeros("down_blocks.1.resnets.0.norm1.weight", 8))) {
            assertThat(checkpoint.unet().orElseThrow().names())
                    .containsExactlyInAnyOrder(
                            "input_blocks.0.0.weight",
                            "input_blocks.1.0.in_layers.0.weight",
                            "input_blocks.1.1.norm.weight",
                            "input_blocks.1.1.proj_in.weight",
                            "input_blocks.2.0.op.weight",
                            "input_blocks.3.0.in_layers.0.weight");
            assertThat(checkpoint.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diffusion_pytorch_model.safetensors",
                "diffusion_pytorch_model.fp16.safetensors",
                "diffusion_pytorch_model.bin"
            })
    void folderPartsAreFoundUnderEachName(String name) throws IOException {
        Path unet = Files.createDirectories(folder.resolve("model/unet"));
        List<TestTensor> tensors = List.of(
                TestTensor.zeros("conv_in.weight", 8, 4, 3, 3),
                TestTensor.zeros("down_blocks.0.resnets.0.norm1.weight", 8));
        if (name.endsWith(".bin")) {
            TorchWriter.writeTable(unet.resolve(name), tensors);
        } else {
            SafetensorsWriter.write(unet.resolve(name), Map.of(), tensors);
        }

        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("model"))) {
            assertThat(checkpoint.unet().orElseThrow().names())
                    .containsExactlyInAnyOrder("input_blocks.0.0.weight", "input_blocks.1.0.in_layers.0.weight");
        }
    }

    private Path shards(String secondName, String promised) throws IOException {
        Path unet = Files.createDirectories(folder.resolve("model/unet"));
        SafetensorsWriter.write(
                unet.resolve("a.safetensors"),
                Map.of(),
                List.of(TestTensor.of("conv_in.weight", Shape.of(1, 4, 1, 1), 1, 2, 3, 4)));
        SafetensorsWriter.write(
                unet.resolve("b.safetensors"),
                Map.of(),
                List.of(TestTensor.zeros("down_blocks.0.resnets.0.norm1.weight", 8)));
        Files.writeString(
                unet.resolve("diffusion_pytorch_model.safetensors.index.json"),
                "{\"metadata\": {\"total_size\": 1}, \"weight_map\": {\"conv_in.weight\": \"a.safetensors\", \""
                        + promised + "\": \"" + secondName + "\"}}");
        return folder.resolve("model");
    }

    @Test
    void shardsAreOneNetwork() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(shards("b.safetensors", "down_blocks.0.resnets.0.norm1.weight"))) {
            Weights unet = checkpoint.unet().orElseThrow();
            assertThat(unet.get("input_blocks.0.0.weight").toFloats()).containsExactly(1, 2, 3, 4);
            assertThat(unet.has("input_blocks.1.0.in_layers.0.weight")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../secret.safetensors, x, not a plain file name", "/etc/passwd, x, not a plain file name",
        "b.safetensors, absent.weight, promises the tensor", "c.safetensors, x, There is no file"
    })
    void indexThatLiesIsRefused(String second, String promised, String fault) throws IOException {
        Path path = shards(second, promised);

        assertThatThrownBy(() -> Checkpoint.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void folderOfAnotherPipelineIsRefusedByItsName() throws IOException {
        Files.writeString(folder.resolve("model_index.json"), "{\"_class_name\": \"FluxPipeline\"}");

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("FluxPipeline");
    }

    @Test
    void folderOfExportedNetworksIsRecognised() throws IOException {
        for (String part : List.of("unet", "text_encoder", "vae_decoder")) {
            Files.createDirectories(folder.resolve(part));
            Files.write(folder.resolve(part).resolve("model.onnx"), new byte[1]);
        }
        Files.writeString(folder.resolve("unet/config.json"), "{\"cross_attention_dim\": 1024}");
        Files.createDirectories(folder.resolve("scheduler"));
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"), "{\"prediction_type\": \"v_prediction\"}");

        OnnxFolder onnx = OnnxFolder.open(folder);

        assertThat(onnx.vaeEncoder()).isEmpty();
        assertThat(onnx.prediction().prediction().value()).isEqualTo(Prediction.V);
        assertThat(OnnxFolder.config(onnx.unet())).containsEntry("cross_attention_dim", "1024");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("exported ONNX networks");
    }
}
