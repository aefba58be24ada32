package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Compares pictures with the goldens': at most 2 levels of 255 apart, and a PSNR of at least 50 dB (goldens/e2e). */
final class Pictures {
    private Pictures() {}

    static void assertSame(BufferedImage actual, String golden) throws IOException {
        BufferedImage expected = ImageIO.read(Goldens.open(golden));
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
        int[] left = levels(actual);
        int[] right = levels(expected);
        assertThat(left).hasSameSizeAs(right);
        int largest = 0;
        double squares = 0;
        for (int i = 0; i < left.length; i++) {
            int difference = Math.abs(left[i] - right[i]);
            largest = Math.max(largest, difference);
            squares += (double) difference * difference;
        }
        assertThat(largest).isLessThanOrEqualTo(2);
        assertThat(10 * Math.log10(255.0 * 255 * left.length / Math.max(squares, 1e-9)))
                .isGreaterThanOrEqualTo(50);
    }

    private static int[] levels(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
