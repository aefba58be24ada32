package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;

/**
 * A batch of masks of one size.
 *
 * @param values [batch, height, width], 0 to 1; 1 is selected (repainted, when in-painting)
 */
@Socket("MASK")
public record Mask(Tensor values) {
    public Mask {
        if (values.shape().rank() != 3) {
            throw new IllegalArgumentException(
                    "A mask has the axes batch, height, width; this one has the shape " + values.shape() + ".");
        }
    }

    public int batch() {
        return values.shape().size(0);
    }

    public int height() {
        return values.shape().size(1);
    }

    public int width() {
        return values.shape().size(2);
    }
}
