package io.darkroom.nodes.resample;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Works on a picture in overlapping tiles that are faded into each other, for pictures that do not fit into memory at
 * once. Sizes are in units of the input.
 *
 * @param width at least 1
 * @param height at least 1
 * @param overlap how far neighbouring tiles reach into each other; smaller than both sides
 */
public record Tiles(int width, int height, int overlap) {
    public Tiles {
        if (overlap < 0 || overlap >= Math.min(width, height)) {
            throw new IllegalArgumentException(
                    "Tiles of " + width + " × " + height + " cannot overlap by " + overlap + ".");
        }
    }

    /** How many tiles one item of a batch takes. */
    public int count(Shape input) {
        return starts(input.size(3), width).size()
                * starts(input.size(2), height).size();
    }

    /**
     * Runs a network tile by tile, one item of the batch after another.
     *
     * @param input [n, c, h, w]
     * @param scale output size over input size
     * @param network turns [1, c, h, w] into [1, c', h * scale, w * scale]
     */
    public Tensor apply(Tensor input, double scale, UnaryOperator<Tensor> network) {
        List<Tensor> items = new ArrayList<>();
        for (int item = 0; item < input.shape().size(0); item++) {
            items.add(item(input.slice(item, item + 1), scale, network));
        }
        return Tensor.stack(items);
    }

    private Tensor item(Tensor input, double scale, UnaryOperator<Tensor> network) {
        int inputWidth = input.shape().size(3);
        int inputHeight = input.shape().size(2);
        if (inputWidth <= width && inputHeight <= height) {
            return network.apply(input);
        }
        Sum sum = new Sum(scaled(inputWidth, scale), scaled(inputHeight, scale));
        int feather = scaled(overlap, scale);
        for (int y : starts(inputHeight, height)) {
            for (int x : starts(inputWidth, width)) {
                int tileWidth = Math.min(width, inputWidth - x);
                int tileHeight = Math.min(height, inputHeight - y);
                Tensor tile = network.apply(Frame.cut(input, x, y, tileWidth, tileHeight));
                sum.add(tile, scaled(x, scale), scaled(y, scale), feather);
            }
        }
        return sum.mean();
    }

    private List<Integer> starts(int size, int tile) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int at = tile - overlap; size > tile && at < size - overlap; at += tile - overlap) {
            starts.add(at);
        }
        return starts;
    }

    private static int scaled(int size, double scale) {
        return (int) Math.rint(size * scale);
    }

    /** The weighted sum of tiles on their way to a picture. */
    private static final class Sum {
        private final int width;
        private final int height;
        private float[] values = {};
        private final float[] weights;

        Sum(int width, int height) {
            this.width = width;
            this.height = height;
            this.weights = new float[width * height];
        }

        void add(Tensor tile, int left, int top, int feather) {
            int channels = tile.shape().size(1);
            int tileHeight = tile.shape().size(2);
            int tileWidth = tile.shape().size(3);
            if (values.length == 0) {
                values = new float[Shape.of(channels, height, width).count()];
            }
            for (int y = 0; y < Math.min(tileHeight, height - top); y++) {
                for (int x = 0; x < Math.min(tileWidth, width - left); x++) {
                    float weight = fade(x, tileWidth, feather) * fade(y, tileHeight, feather);
                    int to = (top + y) * width + left + x;
                    weights[to] += weight;
                    for (int c = 0; c < channels; c++) {
                        values[c * width * height + to] += weight * tile.get((c * tileHeight + y) * tileWidth + x);
                    }
                }
            }
        }

        /** Rises linearly from both ends over the feather; a tile no longer than the feather is not faded. */
        private static float fade(int at, int size, int feather) {
            if (feather >= size) {
                return 1;
            }
            float start = at < feather ? (at + 1f) / feather : 1;
            float end = size - 1 - at < feather ? (float) (size - at) / feather : 1;
            return start * end;
        }

        Tensor mean() {
            int plane = width * height;
            for (int i = 0; i < values.length; i++) {
                values[i] /= weights[i % plane];
            }
            return Tensor.adopt(Shape.of(1, values.length / plane, height, width), values);
        }
    }
}
