package io.darkroom.server.event;

import io.darkroom.api.type.Image;

/**
 * Scales pictures with a triangle filter that widens when it shrinks them, so that no pixel is passed over: what
 * {@code bilinear} means to Pillow, which ComfyUI scales its previews with.
 */
final class Scaling {
    private Scaling() {}

    /** The first picture of the batch, larger or smaller, so that its longer side has this many pixels. */
    static Raster contain(Image image, int side) {
        Raster source = Raster.of(image, 0);
        double scale = side / (double) Math.max(source.width(), source.height());
        int width = Math.max(1, (int) Math.round(source.width() * scale));
        int height = Math.max(1, (int) Math.round(source.height() * scale));
        return vertically(horizontally(source, width), height);
    }

    private static Raster horizontally(Raster source, int width) {
        int channels = source.channels();
        Taps taps = new Taps(source.width(), width);
        float[] scaled = new float[source.height() * width * channels];
        for (int x = 0; x < width; x++) {
            int first = taps.first(x);
            float[] weights = taps.weights(x);
            for (int y = 0; y < source.height(); y++) {
                int from = (y * source.width() + first) * channels;
                int to = (y * width + x) * channels;
                for (int i = 0; i < weights.length * channels; i++) {
                    scaled[to + i % channels] += weights[i / channels] * source.values()[from + i];
                }
            }
        }
        return new Raster(width, source.height(), channels, scaled);
    }

    private static Raster vertically(Raster source, int height) {
        int row = source.width() * source.channels();
        Taps taps = new Taps(source.height(), height);
        float[] scaled = new float[height * row];
        for (int y = 0; y < height; y++) {
            int first = taps.first(y);
            float[] weights = taps.weights(y);
            for (int tap = 0; tap < weights.length; tap++) {
                for (int i = 0; i < row; i++) {
                    scaled[y * row + i] += weights[tap] * source.values()[(first + tap) * row + i];
                }
            }
        }
        return new Raster(source.width(), height, source.channels(), scaled);
    }

    /** Which source pixels make a target pixel, along one axis, and how much of each. */
    private static final class Taps {
        private final int source;
        private final double step;
        private final double reach;

        Taps(int source, int target) {
            this.source = source;
            this.step = source / (double) target;
            this.reach = Math.max(1, step);
        }

        int first(int target) {
            return Math.max(0, (int) Math.floor(centre(target) - reach + 0.5));
        }

        float[] weights(int target) {
            int first = first(target);
            int end = Math.min(source, (int) Math.floor(centre(target) + reach + 0.5));
            float[] weights = new float[Math.max(1, end - first)];
            float sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double distance = Math.abs(first + i + 0.5 - centre(target));
                weights[i] = (float) Math.max(0, 1 - distance / reach);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            return weights;
        }

        private double centre(int target) {
            return (target + 0.5) * step;
        }
    }
}
