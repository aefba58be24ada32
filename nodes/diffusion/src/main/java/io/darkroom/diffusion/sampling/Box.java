package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;

/** A rectangle of latent cells. */
record Box(int y, int x, int height, int width) {
    /** The least side of a box around a mask, in cells: the reference's choice. */
    private static final int LEAST_SIDE = 8;

    /** All of a latent [b, c, h, w]. */
    static Box whole(Shape latent) {
        return new Box(0, 0, latent.size(2), latent.size(3));
    }

    /** An area in cells; fractions are rounded, halves to the even side, sides to at least 1. */
    static Box of(Conditioning.Area area, Shape latent) {
        return switch (area.unit()) {
            case CELLS -> new Box((int) area.y(), (int) area.x(), (int) area.height(), (int) area.width());
            case FRACTION ->
                new Box(
                        (int) Math.rint(area.y() * latent.size(2)),
                        (int) Math.rint(area.x() * latent.size(3)),
                        Math.max(1, (int) Math.rint(area.height() * latent.size(2))),
                        Math.max(1, (int) Math.rint(area.width() * latent.size(3))));
        };
    }

    /**
     * The bounding box of all cells that are not 0 in some mask of the batch.
     *
     * @param masks [n, h, w]
     */
    static Box around(Tensor masks) {
        int h = masks.shape().size(1);
        int w = masks.shape().size(2);
        int top = h;
        int left = w;
        int bottom = -1;
        int right = -1;
        for (int i = 0; i < masks.count(); i++) {
            if (masks.get(i) != 0) {
                int y = i / w % h;
                int x = i % w;
                top = Math.min(top, y);
                left = Math.min(left, x);
                bottom = Math.max(bottom, y);
                right = Math.max(right, x);
            }
        }
        return bottom < 0
                ? new Box(0, 0, LEAST_SIDE, LEAST_SIDE)
                : new Box(top, left, Math.max(LEAST_SIDE, bottom - top + 1), Math.max(LEAST_SIDE, right - left + 1));
    }

    int cells() {
        return height * width;
    }

    boolean contains(Box other) {
        return y <= other.y
                && x <= other.x
                && y + height >= other.y + other.height
                && x + width >= other.x + other.width;
    }

    /**
     * The part of it that lies on the latent.
     *
     * @throws NodeException if that is nothing
     */
    Box on(Shape latent) {
        int h = latent.size(2);
        int w = latent.size(3);
        if (y >= h || x >= w) {
            throw new NodeException("The area of a prompt starts at cell x " + x + ", y " + y
                    + ", outside the latent of " + w + " x " + h
                    + " cells (8 pixels each). Move the area, or enlarge the picture.");
        }
        return new Box(y, x, Math.min(height, h - y), Math.min(width, w - x));
    }

    /** This part of a latent. */
    Tensor cut(Tensor latent) {
        Shape shape = latent.shape();
        if (equals(whole(shape))) {
            return latent;
        }
        Shape cut = shape.with(2, height).with(3, width);
        float[] values = new float[cut.count()];
        int at = 0;
        for (int plane = 0; plane < shape.size(0) * shape.size(1); plane++) {
            for (int row = y; row < y + height; row++) {
                for (int column = x; column < x + width; column++) {
                    values[at++] = latent.get((plane * shape.size(2) + row) * shape.size(3) + column);
                }
            }
        }
        return Tensor.adopt(cut, values);
    }
}
