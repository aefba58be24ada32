package io.darkroom.nodes.resample;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

/** Cutting and turning: centre crops, windows, and the order of axes. */
public final class Frame {
    private Frame() {}

    /** A picture's pixels as networks take them: [n, c, h, w]. */
    public static Tensor channelsFirst(Image image) {
        Shape shape = image.pixels().shape();
        return swap(image.pixels(), shape.size(1) * shape.size(2), shape.size(3))
                .reshape(shape.size(0), shape.size(3), shape.size(1), shape.size(2));
    }

    /** [n, c, h, w] as a picture. */
    public static Image channelsLast(Tensor pixels) {
        Shape shape = pixels.shape();
        return new Image(swap(pixels, shape.size(1), shape.size(2) * shape.size(3))
                .reshape(shape.size(0), shape.size(2), shape.size(3), shape.size(1)));
    }

    /** Turns each item's [rows, columns] into [columns, rows]. */
    private static Tensor swap(Tensor pixels, int rows, int columns) {
        float[] swapped = new float[pixels.count()];
        int item = rows * columns;
        for (int start = 0; start < swapped.length; start += item) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    swapped[start + column * rows + row] = pixels.get(start + row * columns + column);
                }
            }
        }
        return Tensor.adopt(pixels.shape(), swapped);
    }

    /** The window of [n, c, h, w] with its upper left corner at x, y. */
    public static Tensor cut(Tensor pixels, int x, int y, int width, int height) {
        Shape shape = pixels.shape();
        if (x == 0 && y == 0 && width == shape.size(3) && height == shape.size(2)) {
            return pixels;
        }
        Shape cut = shape.with(2, height).with(3, width);
        float[] values = new float[cut.count()];
        for (int plane = 0; plane < shape.size(0) * shape.size(1); plane++) {
            for (int row = 0; row < height; row++) {
                pixels.buffer()
                        .position((plane * shape.size(2) + y + row) * shape.size(3) + x)
                        .get(values, (plane * height + row) * width, width);
            }
        }
        return Tensor.adopt(cut, values);
    }

    /** The middle of [n, c, h, w] in the aspect of width to height: what is too long is cut evenly at both ends. */
    public static Tensor centre(Tensor pixels, int width, int height) {
        int fromWidth = pixels.shape().size(3);
        int fromHeight = pixels.shape().size(2);
        double fromAspect = (double) fromWidth / fromHeight;
        double aspect = (double) width / height;
        int x = 0;
        int y = 0;
        if (fromAspect > aspect) {
            x = (int) Math.rint((fromWidth - fromWidth * (aspect / fromAspect)) / 2);
        } else if (fromAspect < aspect) {
            y = (int) Math.rint((fromHeight - fromHeight * (fromAspect / aspect)) / 2);
        }
        return cut(pixels, x, y, fromWidth - 2 * x, fromHeight - 2 * y);
    }
}
