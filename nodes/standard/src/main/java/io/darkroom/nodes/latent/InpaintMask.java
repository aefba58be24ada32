package io.darkroom.nodes.latent;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Mask;

/** Masks on their way into a latent: grown a little, so that the seam is sampled too. */
final class InpaintMask {
    private static final float GREY = 0.5f;

    private InpaintMask() {}

    /** A mask as [n, 1, h, w]. */
    static Tensor planes(Mask mask) {
        return mask.values().reshape(mask.batch(), 1, mask.height(), mask.width());
    }

    /** [n, 1, h, w] as a mask. */
    static Mask mask(Tensor planes) {
        Shape shape = planes.shape();
        return new Mask(planes.reshape(shape.size(0), shape.size(2), shape.size(3)));
    }

    /**
     * Selects whatever lies within a square of a side around something selected. Squares of an even side reach one pixel
     * further to the right and down, as in the reference.
     *
     * @param mask [n, 1, h, w] of 0 and 1
     * @param side in pixels; 0 leaves the mask as it is
     */
    static Tensor grow(Tensor mask, int side) {
        if (side == 0) {
            return mask;
        }
        return along(
                along(mask, side, 1, mask.shape().size(3)),
                side,
                mask.shape().size(3),
                mask.shape().size(2));
    }

    /**
     * The largest neighbour along one axis.
     *
     * @param step how far neighbours lie apart in memory
     * @param length of the axis
     */
    private static Tensor along(Tensor mask, int side, int step, int length) {
        int before = side / 2;
        float[] grown = new float[mask.count()];
        for (int i = 0; i < grown.length; i++) {
            int at = i / step % length;
            for (int k = Math.max(0, at - before); k < Math.min(length, at - before + side); k++) {
                grown[i] = Math.max(grown[i], mask.get(i + (k - at) * step));
            }
        }
        return Tensor.adopt(mask.shape(), grown);
    }

    /**
     * Pixels with what is selected turned to middle grey.
     *
     * @param pixels [n, c, h, w]
     * @param mask [m, 1, h, w] of 0 and 1; its items are used in turn
     */
    static Tensor greyOut(Tensor pixels, Tensor mask) {
        int plane = pixels.shape().size(2) * pixels.shape().size(3);
        int item = plane * pixels.shape().size(1);
        float[] greyed = new float[pixels.count()];
        for (int i = 0; i < greyed.length; i++) {
            float keep = 1 - mask.get(i / item % mask.shape().size(0) * plane + i % plane);
            greyed[i] = (pixels.get(i) - GREY) * keep + GREY;
        }
        return Tensor.adopt(pixels.shape(), greyed);
    }
}
