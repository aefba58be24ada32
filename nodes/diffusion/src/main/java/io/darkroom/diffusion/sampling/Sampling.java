package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerRun;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.sampling.StepListener;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.noise.SeededNoiseSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a sampler over a latent: scaling, starting noise, in-painting and checks around the sampler's own formula. */
public final class Sampling {
    private Sampling() {}

    /**
     * What to sample.
     *
     * @param sigmas none: the latent stays as it is; one: it is only laid under noise
     * @param latent where to start, at the VAE's scale; its mask says what may change
     * @param noise the starting noise; its seed also drives the noise that samplers add
     * @param noiseKind how the noise that samplers add is drawn
     * @param listener told after each step
     */
    public record Request(
            Guider guider,
            Sampler sampler,
            Sigmas sigmas,
            Latent latent,
            Noise noise,
            NoiseKind noiseKind,
            StepListener listener,
            Cancellation cancellation) {}

    /**
     * What came out, both at the VAE's scale, with the mask and the places of the latent given.
     *
     * @param output the latent at the last sigma
     * @param denoised the prediction of the clean latent in the last step
     */
    public record Result(Latent output, Latent denoised) {}

    /**
     * @throws NodeException if latent, noise or sigmas cannot be used, or the model predicts NaN
     * @throws io.darkroom.api.sampling.CancelledException within one step of the request
     */
    public static Result run(Request request) {
        Latent latent = request.latent();
        if (request.sigmas().count() == 0) {
            return new Result(latent, latent);
        }
        Sigmas sigmas = Levels.walkable(request.sigmas());
        Shape shape = latent.samples().shape();
        NoiseSchedule schedule = request.guider().model().schedule();
        float scale = (float) request.guider().model().latentFormat().scale();
        Tensor clean = requireFinite("latent", latent.samples()).times(scale);
        Tensor start = requireFinite("noise", request.noise().generate(latent));
        Denoiser guided = request.guider().denoiser(shape, request.cancellation());
        Denoiser denoiser = new FiniteDenoiser(inpainting(guided, request, clean, start));
        LastStep last = new LastStep(request.listener());
        Tensor sampled = request.sampler()
                .sample(
                        denoiser,
                        schedule.noised(clean, start, sigmas.get(0)),
                        sigmas,
                        new SamplerRun(
                                new SeededNoiseSource(request.noise().seed(), shape, request.noiseKind()),
                                schedule,
                                last,
                                request.cancellation()));
        Tensor denoised = last.denoised == null ? sampled : last.denoised;
        return new Result(
                latent.withSamples(sampled.map(v -> v / scale)), latent.withSamples(denoised.map(v -> v / scale)));
    }

    private static Denoiser inpainting(Denoiser guided, Request request, Tensor clean, Tensor start) {
        Optional<Mask> mask = request.latent().noiseMask();
        if (mask.isEmpty()) {
            return guided;
        }
        long offset = request.sampler().inpaintSeedOffset();
        Tensor noise = offset == 0
                ? start
                : new LatentNoise(request.noise().seed() + offset, request.noiseKind())
                        .generate(new Latent(request.latent().samples()));
        return new Inpainting(guided, Inpainting.spread(mask.get(), clean.shape()), clean, noise);
    }

    private static Tensor requireFinite(String what, Tensor tensor) {
        if (!FiniteDenoiser.isFinite(tensor)) {
            throw new NodeException(
                    "The " + what + " to sample from holds NaN or infinite values; look at the node that made it.");
        }
        return tensor;
    }

    /** Passes steps on and keeps the last prediction. */
    private static final class LastStep implements StepListener {
        private final StepListener listener;
        private @Nullable Tensor denoised;

        LastStep(StepListener listener) {
            this.listener = listener;
        }

        @Override
        public void stepped(int step, int total, Tensor x0) {
            denoised = x0;
            listener.stepped(step, total, x0);
        }
    }
}
