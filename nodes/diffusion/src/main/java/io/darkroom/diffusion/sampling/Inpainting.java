package io.darkroom.diffusion.sampling;

import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Mask;

/**
 * Keeps a latent where its mask is 0: there the model sees it under noise of the current level, and predicts it as it was
 * (Lugmayr et al. 2022, arXiv 2201.09865, eq. 8). Masks between 0 and 1 blend.
 *
 * @param mask of the latent's shape, 1 = repaint
 * @param clean the latent to keep, at network scale
 * @param noise laid over the kept latent, the same in all steps
 */
record Inpainting(Denoiser inner, Tensor mask, Tensor clean, Tensor noise) implements Denoiser {
    /** A mask resized to a latent [b, c, h, w], repeated over its channels and, in turn, over its batch. */
    static Tensor spread(Mask mask, Shape latent) {
        int cells = latent.size(2) * latent.size(3);
        Tensor resized = Bilinear.resize(mask.values(), latent.size(2), latent.size(3));
        float[] spread = new float[latent.count()];
        for (int i = 0; i < spread.length; i++) {
            int item = i / cells / latent.size(1);
            spread[i] = resized.get(item % mask.batch() * cells + i % cells);
        }
        return Tensor.adopt(latent, spread);
    }

    @Override
    public Tensor denoise(Tensor x, double sigma) {
        return keep(inner.denoise(underNoise(x, sigma), sigma));
    }

    @Override
    public Prediction predict(Tensor x, double sigma) {
        Prediction prediction = inner.predict(underNoise(x, sigma), sigma);
        return new Prediction(keep(prediction.denoised()), prediction.unconditional());
    }

    private Tensor underNoise(Tensor x, double sigma) {
        Tensor kept = clean.zip(noise, (v, n) -> (float) (v + sigma * n));
        return blend(x, kept);
    }

    private Tensor keep(Tensor denoised) {
        return blend(denoised, clean);
    }

    private Tensor blend(Tensor repainted, Tensor kept) {
        float[] blended = new float[mask.count()];
        for (int i = 0; i < blended.length; i++) {
            float m = mask.get(i);
            blended[i] = repainted.get(i) * m + kept.get(i) * (1 - m);
        }
        return Tensor.adopt(mask.shape(), blended);
    }
}
