package io.darkroom.api.picture;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;

/** From numbers to pixels and back, and smaller. */
final class Pixels {
    private Pixels() {}

    /** The first picture of the batch, with alpha if it has a fourth channel. */
    static BufferedImage bitmap(Image image) {
        int channels = image.channels();
        if (image.batch() < 1 || channels < 3 || channels > 4) {
            throw new IllegalArgumentException("A sheet shows images of 3 or 4 channels; this one has the shape "
                    + image.pixels().shape() + ".");
        }
        int width = image.width();
        BufferedImage bitmap = new BufferedImage(
                width, image.height(), channels == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        FloatBuffer values = image.pixels().buffer();
        int[] row = new int[width];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int alpha = 255;
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    rgb = rgb << 8 | level(values.get());
                }
                if (channels == 4) {
                    alpha = level(values.get());
                }
                row[x] = alpha << 24 | rgb;
            }
            bitmap.setRGB(0, y, width, 1, row, 0, width);
        }
        return bitmap;
    }

    static Image image(BufferedImage bitmap) {
        int width = bitmap.getWidth();
        int height = bitmap.getHeight();
        Shape shape = Shape.of(1, height, width, 3);
        float[] values = new float[shape.count()];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            bitmap.getRGB(0, y, width, 1, row, 0, width);
            for (int rgb : row) {
                values[at++] = (rgb >> 16 & 255) / 255f;
                values[at++] = (rgb >> 8 & 255) / 255f;
                values[at++] = (rgb & 255) / 255f;
            }
        }
        return new Image(Tensor.adopt(shape, values));
    }

    /** By halves first, so that no pixel is passed over when a picture shrinks much. */
    static BufferedImage shrink(BufferedImage picture, int width, int height) {
        BufferedImage now = picture;
        while (now.getWidth() > width || now.getHeight() > height) {
            now = resize(now, Math.max(width, now.getWidth() / 2), Math.max(height, now.getHeight() / 2));
        }
        return now;
    }

    private static BufferedImage resize(BufferedImage picture, int width, int height) {
        BufferedImage smaller = new BufferedImage(
                width,
                height,
                picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(picture, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return smaller;
    }

    private static int level(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, value))); // NaN becomes 0
    }
}
