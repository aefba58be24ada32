package io.darkroom.nodes.picture;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * One decoded picture: 8 bits a channel, as it stands in the file. Colour profiles are not applied, as in the reference.
 * Immutable.
 */
public final class Bitmap {
    private final int width;
    private final int height;
    private final int[] argb;
    private final boolean transparent;

    private Bitmap(int width, int height, int[] argb, boolean transparent) {
        this.width = width;
        this.height = height;
        this.argb = argb;
        this.transparent = transparent;
    }

    static Bitmap of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = new int[Shape.of(height, width).count()];
        if (image.getColorModel() instanceof ComponentColorModel) {
            int[] samples = new int[width * image.getRaster().getNumBands()];
            for (int y = 0; y < height; y++) {
                image.getRaster().getPixels(0, y, width, 1, samples);
                pack(samples, image, argb, y * width);
            }
        } else {
            image.getRGB(0, 0, width, height, argb, 0, width);
        }
        return new Bitmap(width, height, argb, image.getColorModel().hasAlpha());
    }

    /** Packs a row of 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (and alpha) channels. */
    private static void pack(int[] samples, BufferedImage image, int[] argb, int to) {
        int bands = image.getRaster().getNumBands();
        boolean wide = image.getRaster().getTransferType() != DataBuffer.TYPE_BYTE;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int band = 0; band < bands && wide; band++) {
                int at = x * bands + band;
                // The reference divides plain 16-bit grey by 255 and clips; of all else it keeps the upper byte.
                samples[at] = bands == 1 ? Math.min(255, samples[at] / 255) : samples[at] >> 8;
            }
            int red = samples[x * bands];
            int green = bands < 3 ? red : samples[x * bands + 1];
            int blue = bands < 3 ? red : samples[x * bands + 2];
            int alpha = bands % 2 == 0 ? samples[x * bands + bands - 1] : 255;
            argb[to + x] = alpha << 24 | red << 16 | green << 8 | blue;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Whether the file says anything about transparency. */
    public boolean isTransparent() {
        return transparent;
    }

    /** The picture as [1, h, w, 3], 0 to 1. */
    public Tensor rgb() {
        float[] values = new float[Shape.of(height, width, 3).count()];
        for (int i = 0; i < argb.length; i++) {
            values[3 * i] = (argb[i] >> 16 & 0xFF) / 255f;
            values[3 * i + 1] = (argb[i] >> 8 & 0xFF) / 255f;
            values[3 * i + 2] = (argb[i] & 0xFF) / 255f;
        }
        return Tensor.adopt(Shape.of(1, height, width, 3), values);
    }

    /** One channel as [1, h, w], 0 to 1. */
    public Tensor channel(Channel channel) {
        float[] values = new float[argb.length];
        for (int i = 0; i < argb.length; i++) {
            values[i] = (argb[i] >> channel.shift & 0xFF) / 255f;
        }
        return Tensor.adopt(Shape.of(1, height, width), values);
    }

    /**
     * The picture turned as its camera was held.
     *
     * @param orientation 1 to 8, as EXIF counts (tag 0x0112)
     */
    Bitmap oriented(int orientation) {
        boolean lying = orientation >= 5;
        int toWidth = lying ? height : width;
        int toHeight = lying ? width : height;
        int[] turned = new int[argb.length];
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                boolean flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
                boolean flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
                int fromX = lying ? y : x;
                int fromY = lying ? x : y;
                int column = flipX ? width - 1 - fromX : fromX;
                int row = flipY ? height - 1 - fromY : fromY;
                turned[y * toWidth + x] = argb[row * width + column];
            }
        }
        return orientation == 1 ? this : new Bitmap(toWidth, toHeight, turned, transparent);
    }

    /** The channels of a picture. */
    public enum Channel {
        ALPHA(24),
        RED(16),
        GREEN(8),
        BLUE(0);

        private final int shift;

        Channel(int shift) {
            this.shift = shift;
        }
    }
}
