package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.sampling.StepListener;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.sampling.Sampling;

/** What all sampling nodes do: run a sampler, and tell and show the user each step. */
public final class SamplerRuns {
    private final PreviewDecoders decoders;

    public SamplerRuns(PreviewDecoders decoders) {
        this.decoders = decoders;
    }

    Sampling.Result run(Guider guider, Sampler sampler, Sigmas sigmas, Latent latent, Noise noise, Context context) {
        Previews previews = Previews.of(decoders, context);
        StepListener listener = (step, total, denoised) -> {
            context.progress(step, total);
            previews.show(denoised);
        };
        return Sampling.run(new Sampling.Request(
                guider, sampler, sigmas, latent, noise, kind(noise), listener, context.cancellation()));
    }

    /** The noise that samplers add is drawn as the noise they start from. */
    private static NoiseKind kind(Noise noise) {
        return noise instanceof LatentNoise drawn ? drawn.kind() : NoiseKind.TORCH_CPU;
    }
}
