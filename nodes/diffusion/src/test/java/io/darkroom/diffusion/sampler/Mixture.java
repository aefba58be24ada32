package io.darkroom.diffusion.sampler;

import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.tensor.Tensor;
import java.util.List;

/**
 * The best possible denoiser of numbers drawn from a mixture of normal distributions, in closed form: what the sampler goldens
 * have in the network's place. Float64 inside.
 */
public record Mixture(List<Part> parts) {
    public static final Mixture COND = new Mixture(List.of(new Part(0.6, -0.8, 0.4), new Part(0.4, 1.2, 0.25)));
    public static final Mixture UNCOND = new Mixture(List.of(new Part(1, 0.1, 1)));

    public record Part(double weight, double mean, double std) {}

    /** The expected clean number behind a noisy one. */
    public double denoise(double x, double sigma) {
        double sum = 0;
        double total = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (Part part : parts) {
            nearest = Math.min(nearest, exponent(part, x, sigma));
        }
        for (Part part : parts) {
            double variance = part.std * part.std + sigma * sigma;
            double p = part.weight / Math.sqrt(variance) * Math.exp(nearest - exponent(part, x, sigma));
            total += p;
            sum += p * (part.std * part.std * x + sigma * sigma * part.mean) / variance;
        }
        return sum / total;
    }

    private static double exponent(Part part, double x, double sigma) {
        return (x - part.mean) * (x - part.mean) / (2 * (part.std * part.std + sigma * sigma));
    }

    /** {@link #UNCOND} + cfg ({@link #COND} - {@link #UNCOND}). */
    public static double guided(double x, double sigma, double cfg) {
        double u = UNCOND.denoise(x, sigma);
        return u + cfg * (COND.denoise(x, sigma) - u);
    }

    static Denoiser denoiser(double cfg) {
        return (x, sigma) -> x.map(v -> (float) guided(v, sigma, cfg));
    }

    public static float maxDifference(Tensor a, Tensor b) {
        float max = 0;
        for (int i = 0; i < a.count(); i++) {
            float difference = Math.abs(a.get(i) - b.get(i));
            max = difference > max || Float.isNaN(difference) ? difference : max;
        }
        return max;
    }
}
