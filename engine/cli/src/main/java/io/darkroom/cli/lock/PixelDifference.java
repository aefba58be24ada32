package io.darkroom.cli.lock;

import java.awt.image.BufferedImage;

/**
 * How far two pictures of one size lie apart.
 *
 * @param most the largest difference of a colour channel, in levels of 255
 * @param mean the mean difference of all channels, in levels
 * @param pixels how many pixels differ
 * @param all how many pixels there are
 */
public record PixelDifference(int most, double mean, long pixels, long all) {
    private static final int CHANNELS = 4;

    public static boolean comparable(BufferedImage one, BufferedImage other) {
        return one.getWidth() == other.getWidth() && one.getHeight() == other.getHeight();
    }

    /** Compares red, green, blue and alpha. */
    public static PixelDifference of(BufferedImage one, BufferedImage other) {
        int most = 0;
        long sum = 0;
        long pixels = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = other.getRGB(x, y);
                if (a != b) {
                    pixels++;
                    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                        int levels = Math.abs((a >>> shift & 0xff) - (b >>> shift & 0xff));
                        most = Math.max(most, levels);
                        sum += levels;
                    }
                }
            }
        }
        long all = (long) one.getWidth() * one.getHeight();
        return new PixelDifference(most, (double) sum / (all * CHANNELS), pixels, all);
    }

    public boolean isNone() {
        return pixels == 0;
    }
}
