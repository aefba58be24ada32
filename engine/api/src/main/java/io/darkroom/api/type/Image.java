package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;

/**
 * A batch of pictures of one size.
 *
 * @param pixels [batch, height, width, channels], 3 (red, green, blue) or 4 (and alpha) channels, nominally 0 to 1
 */
@Socket("IMAGE")
public record Image(Tensor pixels) {
    public Image {
        int rank = pixels.shape().rank();
        if (rank != 4) {
            throw new IllegalArgumentException(
                    "An image has the axes batch, height, width, channels; this one has the shape " + pixels.shape()
                            + ".");
        }
    }

    public int batch() {
        return pixels.shape().size(0);
    }

    public int height() {
        return pixels.shape().size(1);
    }

    public int width() {
        return pixels.shape().size(2);
    }

    public int channels() {
        return pixels.shape().size(3);
    }
}
