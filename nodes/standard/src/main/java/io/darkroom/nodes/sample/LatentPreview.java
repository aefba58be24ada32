package io.darkroom.nodes.sample;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

/** A rough picture of a latent without a VAE: each latent channel adds its own colour. One pixel a latent cell. */
final class LatentPreview {
    /** Red, green and blue of each channel of SD 1.x and 2.x latents, as the reference has them (latent2rgb). */
    private static final float[][] COLOURS = {
        {0.3512f, 0.2297f, 0.3227f},
        {0.3250f, 0.4974f, 0.2350f},
        {-0.2829f, 0.1762f, 0.2721f},
        {-0.2120f, -0.2616f, -0.7177f}
    };

    private LatentPreview() {}

    /**
     * The first item of a batch as a picture.
     *
     * @param latent [b, 4, h, w] at network scale
     */
    static Image of(Tensor latent) {
        int height = latent.shape().size(2);
        int width = latent.shape().size(3);
        int plane = height * width;
        float[] pixels = new float[plane * 3];
        for (int i = 0; i < pixels.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < COLOURS.length; channel++) {
                sum += latent.get(channel * plane + i / 3) * COLOURS[channel][i % 3];
            }
            pixels[i] = Math.max(0, Math.min(1, (sum + 1) / 2));
        }
        return new Image(Tensor.adopt(Shape.of(1, height, width, 3), pixels));
    }
}
