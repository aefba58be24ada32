package io.darkroom.api.sampling;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.Model;

/** A model with its prompts and its way of joining them: makes the denoiser of one run. */
@Socket("GUIDER")
public interface Guider {
    Model model();

    /**
     * @param latent the shape [b, c, h, w] that will be denoised
     */
    Denoiser denoiser(Shape latent, Cancellation cancellation);
}
