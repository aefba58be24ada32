package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;
import io.darkroom.diffusion.sampling.CfgGuider;
import io.darkroom.diffusion.sampling.Sampling;
import io.darkroom.diffusion.sampling.ZeroNoise;
import java.util.Optional;

@NodeInfo(
        id = "SamplerCustom",
        category = "sampling/custom_sampling",
        about = "Samples with a sampler and noise levels that other nodes make.")
public final class SamplerCustom implements Node<SamplerCustom.In, SamplerCustom.Out> {
    private final SamplerRuns runs;

    public SamplerCustom(SamplerRuns runs) {
        this.runs = runs;
    }

    public record In(
            Model model,
            @Toggle(def = true) boolean addNoise,
            @Seed long noiseSeed,

            @Real(def = 8, max = 100, step = 0.1, round = 0.01)
            double cfg,

            Conditioning positive,
            Conditioning negative,
            Sampler sampler,
            Sigmas sigmas,
            Latent latentImage) {}

    /**
     * @param denoised the last prediction of the clean latent
     */
    public record Out(
            @Named("output") Latent output,
            @Named("denoised_output") Latent denoised) {}

    @Override
    public Out run(In in, Context context) {
        CfgGuider guider = new CfgGuider(in.model(), in.positive(), Optional.of(in.negative()), in.cfg());
        Noise noise =
                in.addNoise() ? new LatentNoise(in.noiseSeed(), NoiseKind.TORCH_CPU) : new ZeroNoise(in.noiseSeed());
        Sampling.Result result = runs.run(guider, in.sampler(), in.sigmas(), in.latentImage(), noise, context);
        return new Out(result.output(), result.denoised());
    }
}
