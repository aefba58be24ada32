package io.darkroom.onnx.checkpoint;

import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.fixture.TestTensor;
import java.util.ArrayList;
import java.util.List;

/** The fewest tensors by which a model is recognised. */
final class TinyModels {
    private TinyModels() {}

    /** A UNet of SD 2 with 12 output blocks, whose telling bias has a given deviation. */
    static List<TestTensor> sd2(double deviation) {
        List<TestTensor> tensors = new ArrayList<>();
        tensors.add(TestTensor.zeros("model.diffusion_model.input_blocks.0.0.weight", 8, 4, 3, 3));
        tensors.add(TestTensor.zeros("model.diffusion_model.input_blocks.1.1.proj_in.weight", 8, 8));
        float half = (float) (deviation / Math.sqrt(2)); // of two numbers, with n - 1
        tensors.add(TestTensor.of(
                "model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias", Shape.of(2), half, -half));
        return tensors;
    }

    /** A UNet of SD 1 with CLIP-L in the given naming. */
    static List<TestTensor> sd1(String textPrefix) {
        List<TestTensor> tensors = new ArrayList<>();
        tensors.add(TestTensor.zeros("model.diffusion_model.input_blocks.0.0.weight", 8, 4, 3, 3));
        tensors.add(TestTensor.zeros("model.diffusion_model.input_blocks.1.1.proj_in.weight", 8, 8, 1, 1));
        tensors.add(TestTensor.zeros("model_ema.diffusion_modelinput_blocks00weight", 8, 4, 3, 3));
        tensors.add(TestTensor.zeros("betas", 1000));
        tensors.add(TestTensor.zeros(textPrefix + "embeddings.token_embedding.weight", 10, 8));
        tensors.add(TestTensor.zeros(textPrefix + "embeddings.position_ids", 1, 77));
        tensors.add(TestTensor.zeros(textPrefix + "final_layer_norm.weight", 8));
        return tensors;
    }
}
