package io.darkroom.onnx.network;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.nio.FloatBuffer;

/** Puts squares of neighbouring pixels into channels, and cuts pictures to size. All pictures are [n, c, h, w]. */
final class PixelFolding {
    private PixelFolding() {}

    /**
     * Each {@code side x side} square becomes one pixel with {@code side²} times the channels (pixel unshuffle). Sides that do
     * not divide are continued by reflection.
     */
    static Tensor fold(Tensor pixels, int side) {
        Shape shape = pixels.shape();
        int height = shape.size(2);
        int width = shape.size(3);
        int planes = shape.size(0) * shape.size(1);
        int rows = (height + side - 1) / side;
        int columns = (width + side - 1) / side;
        FloatBuffer source = pixels.buffer();
        float[] folded = new float[planes * side * side * rows * columns];
        int at = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int square = 0; square < side * side; square++) {
                for (int row = 0; row < rows; row++) {
                    int y = reflected(row * side + square / side, height);
                    for (int column = 0; column < columns; column++) {
                        int x = reflected(column * side + square % side, width);
                        folded[at++] = source.get((plane * height + y) * width + x);
                    }
                }
            }
        }
        return Tensor.adopt(Shape.of(shape.size(0), shape.size(1) * side * side, rows, columns), folded);
    }

    /** The upper left part of each picture. */
    static Tensor crop(Tensor pixels, int height, int width) {
        Shape shape = pixels.shape();
        if (shape.size(2) == height && shape.size(3) == width) {
            return pixels;
        }
        int planes = shape.size(0) * shape.size(1);
        FloatBuffer source = pixels.buffer();
        float[] cropped = new float[planes * height * width];
        for (int row = 0; row < planes * height; row++) {
            int plane = row / height;
            int from = (plane * shape.size(2) + row % height) * shape.size(3);
            source.get(from, cropped, row * width, width);
        }
        return Tensor.adopt(shape.with(2, height).with(3, width), cropped);
    }

    /** Beyond the last pixel the picture goes back, without repeating it; a single pixel repeats. */
    private static int reflected(int at, int size) {
        return at < size ? at : Math.max(0, 2 * (size - 1) - at);
    }
}
