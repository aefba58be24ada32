package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.sampling.ZeroNoise;

@NodeInfo(
        id = "DisableNoise",
        category = "sampling/custom_sampling/noise",
        about = "Starts sampling without adding noise, for a latent that holds noise already.")
public final class DisableNoise implements Node<DisableNoise.In, DisableNoise.Out> {
    public record In() {}

    public record Out(Noise noise) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new ZeroNoise(0));
    }
}
