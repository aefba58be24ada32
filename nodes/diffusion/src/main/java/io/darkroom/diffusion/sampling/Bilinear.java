package io.darkroom.diffusion.sampling;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/** Bilinear resizing between pixel centres, edges repeated, without antialiasing: PyTorch's {@code interpolate}. */
final class Bilinear {
    private Bilinear() {}

    /**
     * @param planes [n, h, w]
     * @return [n, height, width]
     */
    static Tensor resize(Tensor planes, int height, int width) {
        int n = planes.shape().size(0);
        int h = planes.shape().size(1);
        int w = planes.shape().size(2);
        if (h == height && w == width) {
            return planes;
        }
        float[] resized = new float[n * height * width];
        int at = 0;
        for (int plane = 0; plane < n; plane++) {
            for (int y = 0; y < height; y++) {
                Place row = Place.of(y, height, h);
                int top = (plane * h + row.low) * w;
                int bottom = (plane * h + row.high) * w;
                for (int x = 0; x < width; x++) {
                    Place column = Place.of(x, width, w);
                    double above = column.between(planes.get(top + column.low), planes.get(top + column.high));
                    double below = column.between(planes.get(bottom + column.low), planes.get(bottom + column.high));
                    resized[at++] = (float) row.between(above, below);
                }
            }
        }
        return Tensor.adopt(Shape.of(n, height, width), resized);
    }

    /** Two neighbours in the source, and how far it is from the first to the second. */
    private record Place(int low, int high, double weight) {
        static Place of(int target, int targets, int sources) {
            double source = Math.max(0, (target + 0.5) * sources / targets - 0.5);
            int low = Math.min((int) source, sources - 1);
            return new Place(low, Math.min(low + 1, sources - 1), source - low);
        }

        double between(double a, double b) {
            return a + weight * (b - a);
        }
    }
}
