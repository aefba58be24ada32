package io.darkroom.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.sampling.GuidanceTransform.Step;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.diffusion.Goldens;
import io.darkroom.diffusion.guidance.Cfg;
import io.darkroom.diffusion.guidance.RescaleCfg;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single operations against numbers taken from ComfyUI 0.3.64, printed with 7 digits. */
class OperationVectorsTest {
    private static final JsonNode VECTORS = Goldens.json("sampling/op-vectors.json");

    @Test
    void planesAreResizedAsByPyTorch() {
        Tensor planes = tensor(VECTORS.get("latent_in"), 4, 3, 5);

        Tensor resized = Bilinear.resize(planes, 6, 8);

        assertThat(resized.shape()).isEqualTo(Shape.of(4, 6, 8));
        assertThat(resized.toArray())
                .containsExactly(
                        tensor(VECTORS.get("upscale_bilinear_8x6"), 4, 6, 8).toArray(), within(1e-6f));
    }

    @Test
    void previewsShowTheReferencesColours() {
        Image image = LatentPreview.of(tensor(VECTORS.get("preview_latent"), 1, 4, 2, 2));

        assertThat(image.pixels().shape()).isEqualTo(Shape.of(1, 2, 2, 3));
        for (int i = 0; i < 12; i++) {
            assertThat((int) (image.pixels().get(i) * 255))
                    .isEqualTo(VECTORS.get("preview_rgb_u8").get(i).asInt());
        }
    }

    @Test
    void previewsShowTheFirstOfABatchAndClampItsColours() {
        Tensor bright = Tensor.filled(Shape.of(1, 4, 1, 1), -9);
        Tensor batch = Tensor.stack(List.of(bright, Tensor.zeros(bright.shape())));

        assertThat(LatentPreview.of(batch).pixels().toArray()).containsExactly(0, 0, 0);
        assertThatThrownBy(() -> LatentPreview.of(Tensor.zeros(Shape.of(1, 16, 2, 2))))
                .hasMessage("Previews are known for latents of 4 channels; this one has the shape [1, 16, 2, 2].");
    }

    @Test
    void rescaledGuidanceIsTheReferences() {
        JsonNode vector = VECTORS.get("rescalecfg");
        Tensor conditional = tensor(vector.get("cond_denoised"), 1, 4, 2, 2);
        Tensor unconditional = tensor(vector.get("uncond_denoised"), 1, 4, 2, 2);
        double cfg = vector.get("cfg").asDouble();
        Step step = new Step(
                tensor(vector.get("x"), 1, 4, 2, 2),
                conditional,
                unconditional,
                Cfg.guide(conditional, unconditional, cfg),
                vector.get("sigma").asDouble(),
                cfg,
                ConstantNetwork.SCHEDULE);

        Tensor guided = new RescaleCfg(vector.get("multiplier").asDouble()).apply(step);

        assertThat(guided.toArray())
                .containsExactly(tensor(vector.get("denoised"), 1, 4, 2, 2).toArray(), within(1e-5f));
    }

    private static Tensor tensor(JsonNode vector, int... sizes) {
        float[] values = new float[vector.get("data").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) vector.get("data").get(i).asDouble();
        }
        return Tensor.of(Shape.of(sizes), values);
    }
}
