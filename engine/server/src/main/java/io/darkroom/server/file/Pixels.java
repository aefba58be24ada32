package io.darkroom.server.file;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A decoded picture: 8 bits a channel, as they stand in the file; colour profiles are not applied. Immutable. */
final class Pixels {
    private static final int ALPHA = 0xFF000000;

    private final int width;
    private final int height;
    private final int[] argb;
    private final boolean transparent;

    private Pixels(int width, int height, int[] argb, boolean transparent) {
        this.width = width;
        this.height = height;
        this.argb = argb;
        this.transparent = transparent;
    }

    static Pixels of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = new int[Math.multiplyExact(width, height)];
        if (image.getColorModel() instanceof ComponentColorModel) {
            // Not getRGB: it would turn grey from linear light into sRGB.
            for (int y = 0; y < height; y++) {
                packRow(image, y, argb);
            }
        } else {
            image.getRGB(0, 0, width, height, argb, 0, width);
        }
        return new Pixels(width, height, argb, image.getColorModel().hasAlpha());
    }

    /** Packs 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (and alpha) channels. */
    private static void packRow(BufferedImage image, int y, int[] argb) {
        int width = image.getWidth();
        int bands = image.getRaster().getNumBands();
        int shift = image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE ? 0 : 8;
        int[] samples = image.getRaster().getPixels(0, y, width, 1, new int[width * bands]);
        for (int x = 0; x < width; x++) {
            int first = x * bands;
            int red = samples[first] >> shift;
            int green = bands < 3 ? red : samples[first + 1] >> shift;
            int blue = bands < 3 ? red : samples[first + 2] >> shift;
            int alpha = bands % 2 == 0 ? samples[first + bands - 1] >> shift : 0xFF;
            argb[y * width + x] = alpha << 24 | red << 16 | green << 8 | blue;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The colours alone, as if nothing were transparent. */
    Pixels opaque() {
        return new Pixels(width, height, argb, false);
    }

    /** Black, as transparent as this picture. */
    Pixels blackWithAlpha() {
        return new Pixels(width, height, map(pixel -> (transparent ? pixel : ALPHA) & ALPHA), true);
    }

    /**
     * These colours with the transparency of another picture.
     *
     * @throws IllegalArgumentException if that one is of another size
     */
    Pixels withAlphaOf(Pixels other) {
        if (width != other.width || height != other.height) {
            throw new IllegalArgumentException("The mask is " + other.width + " × " + other.height
                    + ", but its picture is " + width + " × " + height + ".");
        }
        int[] joined = argb.clone();
        for (int i = 0; i < joined.length; i++) {
            int alpha = other.transparent ? other.argb[i] & ALPHA : ALPHA;
            joined[i] = (joined[i] & ~ALPHA) | alpha;
        }
        return new Pixels(width, height, joined, true);
    }

    /** As ImageIO's writers take it. */
    BufferedImage toImage() {
        ColorModel model = transparent ? ColorModel.getRGBdefault() : new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
        int[] masks = transparent ? new int[] {0xFF0000, 0xFF00, 0xFF, ALPHA} : new int[] {0xFF0000, 0xFF00, 0xFF};
        DataBufferInt buffer = new DataBufferInt(argb, argb.length);
        return new BufferedImage(
                model, Raster.createPackedRaster(buffer, width, height, width, masks, null), false, null);
    }

    private int[] map(IntUnaryOperator change) {
        return Arrays.stream(argb).map(change).toArray();
    }
}
