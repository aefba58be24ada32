package io.darkroom.onnx.network;

import static io.darkroom.onnx.network.Goldens.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.TensorFile;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ESRGAN in its layouts against the answers of spandrel (goldens/upscale). */
final class UpscalerTest {
    @ParameterizedTest
    @ValueSource(strings = {"publ-x4plus.safetensors", "publ-oldarch.pth", "publ-x4plus-params_ema.pth"})
    void everyLayoutEnlargesAsTheReference(String name) {
        try (Goldens goldens = new Goldens("upscale/golden.safetensors");
                TensorFile file = TensorFile.open(Goldens.path("upscale/" + name));
                NetworkStore store = new NetworkStore(2, 1L << 30, Optional.empty())) {
            UpscaleModel model = new Workshop(store, Plan.PACKED).upscaler(file.tensors());

            Tensor enlarged = model.upscale(goldens.tensor("input_nchw"), Cancellation.NEVER);

            assertThat(model.scale()).isEqualTo(4);
            assertClose(enlarged, goldens.tensor("output_nchw_unclamped"), 2e-5);
        }
    }
}
