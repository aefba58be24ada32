package io.darkroom.server.event;

import io.darkroom.api.type.Image;
import java.nio.FloatBuffer;

/**
 * One picture as numbers, nominally 0 to 1: rows of pixels of channels.
 *
 * @param values not copied; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record Raster(int width, int height, int channels, float[] values) {
    static Raster of(Image image, int index) {
        float[] values = new float[image.height() * image.width() * image.channels()];
        FloatBuffer pixels = image.pixels().buffer().duplicate();
        pixels.get(index * values.length, values);
        return new Raster(image.width(), image.height(), image.channels(), values);
    }

    /** 0 to 255, cut off as ComfyUI does. A grey picture has its one channel for all. */
    int level(int x, int y, int channel) {
        float value = values[(y * width + x) * channels + Math.min(channel, channels - 1)];
        return (int) Math.max(0, Math.min(255, 255 * value)); // NaN becomes 0
    }
}
