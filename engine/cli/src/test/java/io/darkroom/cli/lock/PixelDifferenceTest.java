package io.darkroom.cli.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PixelDifferenceTest {
    @Test
    void equalPicturesHaveNone() {
        assertThat(PixelDifference.of(grey(0x80), grey(0x80))).isEqualTo(new PixelDifference(0, 0, 0, 6));
    }

    @Test
    void oneChannelOfOnePixelIsSeen() {
        BufferedImage changed = grey(0x80);
        changed.setRGB(1, 1, 0xff80_8380);

        PixelDifference difference = PixelDifference.of(grey(0x80), changed);

        assertThat(difference).isEqualTo(new PixelDifference(3, 3.0 / 24, 1, 6));
        assertThat(difference.isNone()).isFalse();
    }

    @Test
    void blackAndWhiteLieAllLevelsApart() {
        assertThat(PixelDifference.of(grey(0), grey(0xff)).most()).isEqualTo(255);
    }

    private static BufferedImage grey(int level) {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                image.setRGB(x, y, 0xff000000 | level * 0x010101);
            }
        }
        return image;
    }
}
