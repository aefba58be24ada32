package io.darkroom.diffusion.guidance;

import io.darkroom.api.sampling.GuidanceTransform;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * CFG rescale (Lin et al. 2023, section 3.4, arXiv 2305.08891), done on v whatever the model predicts. As in the reference it
 * replaces what earlier transforms made: it joins the two predictions anew.
 *
 * @param multiplier the paper's phi, 0 (plain CFG) to 1
 */
public record RescaleCfg(double multiplier) implements GuidanceTransform {
    @Override
    public Tensor apply(Step step) {
        Tensor x = step.x();
        Shape shape = x.shape();
        double variance = step.sigma() * step.sigma() + 1;
        double toV = Math.sqrt(variance) / step.sigma();
        float[] guided = new float[shape.count()];
        int batch = shape.size(0);
        int item = batch == 0 ? 0 : guided.length / batch;
        double[] vConditional = new double[item];
        double[] vGuided = new double[item];
        for (int from = 0; from < guided.length; from += item) {
            for (int i = 0; i < item; i++) {
                float noisy = x.get(from + i);
                double scaled = noisy / variance;
                double c = (scaled - throughNoise(noisy, step.conditional().get(from + i))) * toV;
                double u = (scaled - throughNoise(noisy, step.unconditional().get(from + i))) * toV;
                vConditional[i] = c;
                vGuided[i] = u + step.scale() * (c - u);
            }
            double factor = NoiseRescale.factor(
                    NoiseRescale.deviation(i -> vGuided[i], item),
                    NoiseRescale.deviation(i -> vConditional[i], item),
                    multiplier);
            for (int i = 0; i < item; i++) {
                float noisy = x.get(from + i);
                guided[from + i] = throughNoise(noisy, (float) (noisy / variance - factor * vGuided[i] / toV));
            }
        }
        return Tensor.adopt(shape, guided);
    }

    /**
     * x0, rounded as by the reference, which hands predictions on as the noise x - x0 in float32. At sigma 4518 that costs up
     * to 0.01 of x0, enough to lead to another picture if it is left out.
     */
    private static float throughNoise(float x, float x0) {
        float noise = x - x0;
        return x - noise;
    }
}
