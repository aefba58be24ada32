package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;

/** A network that enlarges pictures (ESRGAN family), as a handle: it loads on first use. */
@Socket("UPSCALE_MODEL")
public interface UpscaleModel extends ModelHandle {
    /** How many times larger, each way. */
    int scale();

    /**
     * @param pixels [n, 3, h, w], 0 to 1
     * @return [n, 3, h * scale, w * scale], not clamped
     */
    Tensor upscale(Tensor pixels, Cancellation cancellation);
}
