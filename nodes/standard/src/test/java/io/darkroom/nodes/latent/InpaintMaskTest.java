package io.darkroom.nodes.latent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.nodes.Goldens;
import org.junit.jupiter.api.Test;

class InpaintMaskTest {
    private static final JsonNode VECTORS = Goldens.json("ops/op-vectors.json");

    @Test
    void masksGrowAsInTheReference() {
        Tensor pixels = Goldens.tensor(VECTORS.get("inpaint_pixels_r_channel"));
        Tensor mask = pixels.map(v -> v == 0.5f ? 1 : 0).reshape(1, 1, 16, 16);

        Tensor grown = InpaintMask.grow(mask, 6);

        assertThat(grown).isEqualTo(Goldens.tensor(VECTORS.get("inpaint_noise_mask_grow6_17x19")));
    }

    @Test
    void whatIsSelectedTurnsGrey() {
        Tensor expected =
                Goldens.tensor(VECTORS.get("inpaint_pixels_r_channel")).reshape(1, 1, 16, 16);
        Tensor mask = expected.map(v -> v == 0.5f ? 1 : 0);

        Tensor greyed = InpaintMask.greyOut(Tensor.filled(Shape.of(1, 1, 16, 16), 0.8f), mask);

        assertThat(Goldens.distance(greyed, expected)).isLessThan(1e-7);
    }

    @Test
    void aMaskThatIsNotToGrowStaysAsItIs() {
        Tensor mask = Tensor.of(Shape.of(1, 1, 1, 3), 0, 1, 0);

        assertThat(InpaintMask.grow(mask, 0)).isSameAs(mask);
    }
}
