package io.darkroom.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** What the prompts of these tests draw. */
final class Pictures {
    private Pictures() {}

    /** Asserts that these bytes are a PNG of this size that shows something. */
    static void assertDrawn(byte[] png, int width, int height) {
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        BufferedImage picture = read(png);
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
        int[] levels = picture.getRaster().getPixels(0, 0, width, height, (int[]) null);
        assertThat(Arrays.stream(levels).max().orElseThrow()
                        - Arrays.stream(levels).min().orElseThrow())
                .as("the span of its levels")
                .isGreaterThan(50);
    }

    private static BufferedImage read(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
