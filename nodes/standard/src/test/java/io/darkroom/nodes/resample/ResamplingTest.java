package io.darkroom.nodes.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.nodes.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ComfyUI's answers in design/reference-data/op-vectors.json, to the 7 digits they are written with. */
class ResamplingTest {
    private static final JsonNode VECTORS = Goldens.json("ops/op-vectors.json");

    @ParameterizedTest
    @CsvSource({"nearest-exact", "bilinear", "area", "bicubic", "bislerp"})
    void latentsAreResizedAsInTheReference(String method) {
        Tensor latent = Goldens.tensor(VECTORS.get("latent_in"));

        Tensor resized = Resampling.named(method).apply(latent, 8, 6);

        assertThat(Goldens.distance(resized, Goldens.tensor(VECTORS.get("upscale_" + method + "_8x6"))))
                .isLessThan(2e-6);
    }

    @Test
    void theCentreIsCutToTheWantedAspectFirst() {
        Tensor latent = Goldens.tensor(VECTORS.get("latent_in"));

        Tensor resized = Resampling.BILINEAR.apply(Frame.centre(latent, 4, 4), 4, 4);

        assertThat(Goldens.distance(resized, Goldens.tensor(VECTORS.get("upscale_bilinear_center_4x4"))))
                .isLessThan(2e-6);
    }

    @ParameterizedTest
    @CsvSource({"9, 7", "3, 2"})
    void lanczosEqualsPillowToTheLastBit(int width, int height) {
        Tensor picture = Goldens.tensor(VECTORS.get("image_in_nchw"));

        Tensor resized = Resampling.LANCZOS.apply(picture, width, height);

        assertThat(Goldens.distance(resized, Goldens.tensor(VECTORS.get("lanczos_" + width + "x" + height))))
                .isLessThan(1e-6);
    }

    @Test
    void aSizeOfNothingIsRefused() {
        Tensor picture = Tensor.zeros(Shape.of(1, 3, 4, 4));

        assertThatThrownBy(() -> Resampling.AREA.apply(picture, 0, 4))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("0 × 4");
    }

    @Test
    void anUnknownMethodIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Resampling.named("sinc")).hasMessageContaining("nearest-exact, bilinear, area");
    }
}
