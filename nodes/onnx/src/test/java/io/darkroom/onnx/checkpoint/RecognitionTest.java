package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.UnusableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {
    @TempDir
    Path folder;

    private void refuses(String title, TestTensor... tensors) {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(tensors));
        assertThatThrownBy(() -> Checkpoint.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContainingAll("model.safetensors", "is " + title + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lora_unet_mid_block_attentions_0_proj_in.lora_up.weight | a LoRA",
                "unet.down_blocks.0.attentions.0.proj_in.lora_A.weight | a LoRA",
                "lora_unet_x.hada_w1_a | a LoRA",
                "control_model.input_blocks.0.0.weight | a ControlNet",
                "controlnet_cond_embedding.conv_in.weight | a ControlNet",
                "ip_adapter.1.to_k_ip.weight | a T2I or IP adapter",
                "model.diffusion_model.double_blocks.0.img_attn.norm.key_norm.scale | a Flux model",
                "model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight | a Stable Diffusion 3 model",
                "model.diffusion_model.clip_txt_mapper.weight | a Stable Cascade model",
                "model.diffusion_model.input_blocks.1.0.time_stack.in_layers.0.weight | a Stable Video Diffusion model",
                "x_embedder.proj.weight | a diffusion transformer, not a Stable Diffusion UNet",
                "conditioner.embedders.1.model.ln_final.weight | a Stable Diffusion XL model",
                "conditioner.embedders.0.model.ln_final.weight | a Stable Diffusion XL refiner",
                "conv_first.weight | an upscaler",
                "model.1.sub.0.RDB1.conv1.0.weight | an upscaler",
            })
    void otherKindsAreRefusedByName(String name, String title) {
        refuses(title, TestTensor.zeros(name, 4, 4, 3, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "2816, a Stable Diffusion XL model",
        "2560, a Stable Diffusion XL refiner",
        "2048, a Stable unCLIP model"
    })
    void unetsAreToldApartByTheirSecondInput(int width, String title) {
        refuses(
                title,
                TestTensor.zeros("input_blocks.0.0.weight", 8, 4, 3, 3),
                TestTensor.zeros("label_emb.0.0.weight", 8, width));
    }

    @ParameterizedTest
    @CsvSource({
        "5, the depth-guided Stable Diffusion 2 model",
        "7, 'the Stable Diffusion x4 upscaler, a diffusion model'",
        "8, an InstructPix2Pix model",
        "6, of an unknown kind"
    })
    void unetsAreToldApartByTheirInputChannels(int channels, String title) {
        refuses(title, TestTensor.zeros("model.diffusion_model.input_blocks.0.0.weight", 8, channels, 3, 3));
    }

    @Test
    void vaeOfAnotherFamilyIsRefused() {
        refuses("a VAE of another model family", TestTensor.zeros("decoder.conv_in.weight", 8, 16, 3, 3));
    }

    @Test
    void embeddingIsRefusedWithTheWayToUseIt() {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(TestTensor.zeros("emb_params", 3, 1024)));

        assertThatThrownBy(() -> Checkpoint.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContainingAll("a textual inversion", "models/embeddings", "embedding:");
    }

    @Test
    void strayTensorsAreOfAnUnknownKind() {
        List<TestTensor> tensors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tensors.add(TestTensor.zeros("t" + i, 1, 1, 1));
        }
        refuses("of an unknown kind", tensors.toArray(new TestTensor[0]));
    }
}
