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
import io.darkroom.diffusion.sampling.ZeroNoise;
import io.darkroom.diffusion.schedule.Steps;
import io.darkroom.diffusion.schedule.ZeroSnr;
import java.util.Optional;

@NodeInfo(
        id = "KSamplerAdvanced",
        name = "KSampler (Advanced)",
        category = "sampling",
        about = "Samples a part of a schedule, so that several samplers can share it.")
public final class KSamplerAdvanced implements Node<KSamplerAdvanced.In, KSamplerAdvanced.Out> {
    private final Extensions extensions;
    private final SamplerRuns runs;

    public KSamplerAdvanced(Extensions extensions, SamplerRuns runs) {
        this.extensions = extensions;
        this.runs = runs;
    }

    /**
     * @param addNoise disabled for a latent that holds noise already
     * @param endAtStep not included
     * @param returnWithLeftoverNoise enabled for a latent that another sampler goes on with
     */
    public record In(
            Model model,
            @Choice({"enable", "disable"}) String addNoise,
            @Seed long noiseSeed,
            @Whole(def = 20, min = 1, max = 10000) int steps,

            @Real(def = 8, max = 100, step = 0.1, round = 0.01)
            double cfg,

            @Choice(from = "samplers") String samplerName,
            @Choice(from = "schedulers") String scheduler,
            Conditioning positive,
            Conditioning negative,
            Latent latentImage,
            @Whole(max = 10000) int startAtStep,
            @Whole(def = 10000, max = 10000) int endAtStep,
            @Choice({"disable", "enable"}) String returnWithLeftoverNoise) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        boolean addNoise = in.addNoise().equals("enable");
        Sampler sampler = extensions.sampler(in.samplerName());
        Sigmas all = Steps.of(extensions.scheduler(in.scheduler()), in.model().schedule(), in.steps(), 1, sampler);
        Steps.Leftover leftover =
                in.returnWithLeftoverNoise().equals("enable") ? Steps.Leftover.KEPT : Steps.Leftover.REMOVED;
        if (addNoise && in.startAtStep() == 0) {
            ZeroSnr.warning(in.model().schedule(), in.scheduler(), all).ifPresent(context::warn);
        }
        CfgGuider guider = new CfgGuider(in.model(), in.positive(), Optional.of(in.negative()), in.cfg());
        Noise noise = addNoise ? new LatentNoise(in.noiseSeed(), NoiseKind.TORCH_CPU) : new ZeroNoise(in.noiseSeed());
        Sigmas sigmas = Steps.window(all, in.startAtStep(), in.endAtStep(), leftover);
        return new Out(runs.run(guider, sampler, sigmas, in.latentImage(), noise, context)
                .output());
    }
}
