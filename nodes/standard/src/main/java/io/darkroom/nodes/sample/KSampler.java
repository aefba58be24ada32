package io.darkroom.nodes.sample;

import io.darkroom.api.extension.Extensions;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Whole;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.sampling.CfgGuider;
import io.darkroom.diffusion.schedule.Steps;
import io.darkroom.diffusion.schedule.ZeroSnr;
import java.util.Optional;

@NodeInfo(
        id = "KSampler",
        category = "sampling",
        about = "Turns noise, or a latent under some noise, into what the prompts say.")
public final class KSampler implements Node<KSampler.In, KSampler.Out> {
    private final Extensions extensions;
    private final SamplerRuns runs;

    public KSampler(Extensions extensions, SamplerRuns runs) {
        this.extensions = extensions;
        this.runs = runs;
    }

    /**
     * @param denoise how much of the latent is made anew: 1 all of it
     */
    public record In(
            Model model,
            @Seed long seed,
            @Whole(def = 20, min = 1, max = 10000) int steps,

            @Real(def = 8, max = 100, step = 0.1, round = 0.01)
            double cfg,

            @Choice(from = "samplers") String samplerName,
            @Choice(from = "schedulers") String scheduler,
            Conditioning positive,
            Conditioning negative,
            Latent latentImage,
            @Real(def = 1) double denoise) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        Sampler sampler = extensions.sampler(in.samplerName());
        Sigmas sigmas = Steps.of(
                extensions.scheduler(in.scheduler()), in.model().schedule(), in.steps(), in.denoise(), sampler);
        if (in.denoise() == 1) {
            ZeroSnr.warning(in.model().schedule(), in.scheduler(), sigmas).ifPresent(context::warn);
        }
        CfgGuider guider = new CfgGuider(in.model(), in.positive(), Optional.of(in.negative()), in.cfg());
        Noise noise = new LatentNoise(in.seed(), NoiseKind.TORCH_CPU);
        return new Out(runs.run(guider, sampler, sigmas, in.latentImage(), noise, context)
                .output());
    }
}
