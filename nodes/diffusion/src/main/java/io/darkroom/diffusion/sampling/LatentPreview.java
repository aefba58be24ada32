package io.darkroom.diffusion.sampling;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

/** A rough picture of a latent, one pixel a cell, without a decoder: for previews while sampling. */
public final class LatentPreview {
    /** Latent channel to red, green, blue: the linear fit that ComfyUI's protocol documents for SD 1.x and 2.x. */
    private static final double[][] TO_RGB = {
        {0.3512, 0.2297, 0.3227},
        {0.3250, 0.4974, 0.2350},
        {-0.2829, 0.1762, 0.2721},
        {-0.2120, -0.2616, -0.7177}
    };

    private LatentPreview() {}

    /**
     * The first picture of a batch.
     *
     * @param x0 [b, 4, h, w] at network scale
     * @return [1, h, w, 3], clamped to 0 ... 1
     */
    public static Image of(Tensor x0) {
        Shape shape = x0.shape();
        if (shape.rank() != 4 || shape.size(1) != TO_RGB.length) {
            throw new IllegalArgumentException(
                    "Previews are known for latents of 4 channels; this one has the shape " + shape + ".");
        }
        int cells = shape.size(2) * shape.size(3);
        float[] pixels = new float[cells * 3];
        for (int cell = 0; cell < cells; cell++) {
            for (int colour = 0; colour < 3; colour++) {
                double value = 0;
                for (int channel = 0; channel < TO_RGB.length; channel++) {
                    value += x0.get(channel * cells + cell) * TO_RGB[channel][colour];
                }
                pixels[cell * 3 + colour] = (float) Math.max(0, Math.min((value + 1) / 2, 1));
            }
        }
        return new Image(Tensor.adopt(Shape.of(1, shape.size(2), shape.size(3), 3), pixels));
    }
}
