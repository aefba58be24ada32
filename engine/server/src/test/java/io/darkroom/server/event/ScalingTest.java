package io.darkroom.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Previews in other sizes, against {@code Image.resize(..., BILINEAR)} of Pillow 13.0.0, whose levels are whole. */
class ScalingTest {
    private static final float[] LEVELS = {0, 40, 80, 120, 160, 200, 240, 30, 70, 110, 255, 128, 64, 32, 16};

    private static List<Integer> scaled(int side) {
        Image image = new Image(Tensor.of(Shape.of(1, 3, 5, 1), LEVELS).map(level -> level / 255));
        Raster raster = Scaling.contain(image, side);
        List<Integer> levels = new ArrayList<>();
        for (float value : raster.values()) {
            levels.add(Math.round(value * 255));
        }
        return levels;
    }

    private static void areWithinOneLevel(List<Integer> ours, Integer... pillows) {
        assertThat(ours).hasSameSizeAs(pillows);
        for (int i = 0; i < pillows.length; i++) {
            assertThat(Math.abs(ours.get(i) - pillows[i])).as("pixel %s", i).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aSmallPictureGrows() {
        areWithinOneLevel(
                scaled(8), 0, 18, 43, 68, 93, 118, 143, 160, 80, 98, 117, 79, 73, 98, 123, 140, 200, 218, 227, 96, 43,
                68, 93, 110, 233, 207, 165, 89, 50, 48, 51, 54, 255, 199, 124, 84, 54, 34, 23, 16);
    }

    @Test
    void aLargePictureShrinksWithoutPassingPixelsOver() {
        areWithinOneLevel(scaled(3), 92, 82, 124, 207, 77, 49);
    }
}
