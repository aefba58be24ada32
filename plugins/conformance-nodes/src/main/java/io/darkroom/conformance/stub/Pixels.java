package io.darkroom.conformance.stub;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

/** Pictures of one value, which tests compare by their pixels. */
public final class Pixels {
    /** The side of pictures whose size does not matter. */
    public static final int SIDE = 512;

    private Pixels() {}

    /** One grey picture, 512 x 512. */
    public static Image grey(double value) {
        return grey(value, SIDE, SIDE, 1);
    }

    public static Image grey(double value, int height, int width, int batch) {
        return new Image(Tensor.filled(Shape.of(batch, height, width, 3), (float) value));
    }
}
