package io.darkroom.nodes.resample;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The ways of changing a picture's size, by their names in workflows. All work on [n, c, h, w], with half-pixel centres
 * and without smoothing before shrinking (LANCZOS and AREA excepted). Bicubic and Lanczos may overshoot; only Lanczos
 * clamps, since it passes through 8-bit values as the reference does.
 */
public enum Resampling {
    NEAREST_EXACT("nearest-exact") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return separable(
                    pixels, Taps.nearestExact(width(pixels), width), Taps.nearestExact(height(pixels), height));
        }
    },
    BILINEAR("bilinear") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return separable(pixels, Taps.bilinear(width(pixels), width), Taps.bilinear(height(pixels), height));
        }
    },
    AREA("area") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return separable(pixels, Taps.area(width(pixels), width), Taps.area(height(pixels), height));
        }
    },
    BICUBIC("bicubic") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return separable(pixels, Taps.bicubic(width(pixels), width), Taps.bicubic(height(pixels), height));
        }
    },
    BISLERP("bislerp") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return Bislerp.resize(pixels, width, height);
        }
    },
    LANCZOS("lanczos") {
        @Override
        Tensor resize(Tensor pixels, int width, int height) {
            return Lanczos.resize(pixels, width, height);
        }
    };

    private final String id;

    Resampling(String id) {
        this.id = id;
    }

    /**
     * @throws NodeException if there is no such way
     */
    public static Resampling named(String id) {
        return Arrays.stream(values())
                .filter(way -> way.id.equals(id))
                .findFirst()
                .orElseThrow(() -> NodeException.atInput(
                        "upscale_method",
                        "There is no upscale method \"" + id + "\"; choose one of "
                                + Arrays.stream(values()).map(way -> way.id).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * Changes the size of [n, c, h, w].
     *
     * @param width at least 1
     * @param height at least 1
     */
    public Tensor apply(Tensor pixels, int width, int height) {
        if (width < 1 || height < 1) {
            throw new NodeException("A picture cannot be resized to " + width + " × " + height
                    + "; both sides must be at least 1. Choose a larger size or factor.");
        }
        return resize(pixels, width, height);
    }

    abstract Tensor resize(Tensor pixels, int width, int height);

    private static int width(Tensor pixels) {
        return pixels.shape().size(3);
    }

    private static int height(Tensor pixels) {
        return pixels.shape().size(2);
    }

    private static Tensor separable(Tensor pixels, Taps across, Taps down) {
        return columns(rows(pixels, across), down);
    }

    /** Resamples along the width. */
    private static Tensor rows(Tensor pixels, Taps taps) {
        Shape shape = pixels.shape().with(3, taps.outputs());
        float[] result = new float[shape.count()];
        int in = width(pixels);
        int out = taps.outputs();
        int lines = in == 0 ? 0 : pixels.count() / in;
        for (int line = 0; line < lines; line++) {
            for (int x = 0; x < out; x++) {
                float[] weights = taps.weights(x);
                int from = line * in + taps.first(x);
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += pixels.get(from + k) * weights[k];
                }
                result[line * out + x] = sum;
            }
        }
        return Tensor.adopt(shape, result);
    }

    /** Resamples along the height, a whole row at a time. */
    private static Tensor columns(Tensor pixels, Taps taps) {
        Shape shape = pixels.shape().with(2, taps.outputs());
        float[] result = new float[shape.count()];
        int width = width(pixels);
        int planes = shape.size(0) * shape.size(1);
        for (int plane = 0; plane < planes; plane++) {
            for (int y = 0; y < taps.outputs(); y++) {
                float[] weights = taps.weights(y);
                int to = (plane * taps.outputs() + y) * width;
                for (int k = 0; k < weights.length; k++) {
                    int from = (plane * height(pixels) + taps.first(y) + k) * width;
                    for (int x = 0; x < width; x++) {
                        result[to + x] += pixels.get(from + x) * weights[k];
                    }
                }
            }
        }
        return Tensor.adopt(shape, result);
    }
}
