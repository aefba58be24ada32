package io.darkroom.nodes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.nodes.Goldens;
import org.junit.jupiter.api.Test;

class LatentPreviewTest {
    @Test
    void previewsHaveTheReferencesColours() {
        JsonNode vectors = Goldens.json("ops/op-vectors.json");
        Tensor latent = Goldens.tensor(vectors.get("preview_latent")).reshape(1, 4, 2, 2);

        Tensor pixels = LatentPreview.of(latent).pixels();

        for (int i = 0; i < pixels.count(); i++) {
            assertThat((int) (pixels.get(i) * 255))
                    .isEqualTo(vectors.get("preview_rgb_u8").get(i).asInt());
        }
    }
}
