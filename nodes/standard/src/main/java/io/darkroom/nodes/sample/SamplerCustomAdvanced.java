package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.sampling.Sampling;

@NodeInfo(
        id = "SamplerCustomAdvanced",
        category = "sampling/custom_sampling",
        about = "Samples with noise, guidance, sampler and noise levels that other nodes make.")
public final class SamplerCustomAdvanced implements Node<SamplerCustomAdvanced.In, SamplerCustomAdvanced.Out> {
    private final SamplerRuns runs;

    public SamplerCustomAdvanced(SamplerRuns runs) {
        this.runs = runs;
    }

    public record In(Noise noise, Guider guider, Sampler sampler, Sigmas sigmas, Latent latentImage) {}

    /**
     * @param denoised the last prediction of the clean latent
     */
    public record Out(
            @Named("output") Latent output,
            @Named("denoised_output") Latent denoised) {}

    @Override
    public Out run(In in, Context context) {
        Sampling.Result result =
                runs.run(in.guider(), in.sampler(), in.sigmas(), in.latentImage(), in.noise(), context);
        return new Out(result.output(), result.denoised());
    }
}
