package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.tensor.Tensor;

/** Stops a run at the first prediction that is no number, instead of a black picture at its end. */
record FiniteDenoiser(Denoiser inner) implements Denoiser {
    @Override
    public Tensor denoise(Tensor x, double sigma) {
        Tensor x0 = inner.denoise(x, sigma);
        check(x, x0, sigma);
        return x0;
    }

    @Override
    public Prediction predict(Tensor x, double sigma) {
        Prediction prediction = inner.predict(x, sigma);
        check(x, prediction.denoised(), sigma);
        return prediction;
    }

    private static void check(Tensor x, Tensor x0, double sigma) {
        if (isFinite(x0)) {
            return;
        }
        if (!isFinite(x)) {
            throw new NodeException("The latent holds NaN or infinite values at sigma " + (float) sigma
                    + ": the sampler ran away. Lower the CFG scale, or choose another sampler or scheduler.");
        }
        throw new NodeException("The model's prediction at sigma " + (float) sigma
                + " holds NaN or infinite values. Either the weights hold NaN, which \"darkroom inspect\" tells, or"
                + " they overflow at this precision: then load the checkpoint as fp32.");
    }

    static boolean isFinite(Tensor tensor) {
        for (int i = 0; i < tensor.count(); i++) {
            if (!Float.isFinite(tensor.get(i))) {
                return false;
            }
        }
        return true;
    }
}
