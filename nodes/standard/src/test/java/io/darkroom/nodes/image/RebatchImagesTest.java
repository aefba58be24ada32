package io.darkroom.nodes.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.RecordingContext;
import io.darkroom.nodes.image.RebatchImages.In;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebatchImagesTest {
    private static Image batch(float... greys) {
        float[] pixels = new float[3 * greys.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = greys[i / 3];
        }
        return new Image(Tensor.of(Shape.of(greys.length, 1, 1, 3), pixels));
    }

    @Test
    void picturesAreDealtOutInTheirOrderAndTheLastBatchTakesTheRest() {
        List<Image> dealt = new RebatchImages()
                .run(new In(List.of(batch(0.1f, 0.2f, 0.3f), batch(0.4f, 0.5f)), 2), new RecordingContext())
                .image();

        assertThat(dealt).containsExactly(batch(0.1f, 0.2f), batch(0.3f, 0.4f), batch(0.5f));
    }
}
