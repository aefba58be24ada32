package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Seed;
import io.darkroom.api.type.Noise;
import io.darkroom.diffusion.noise.LatentNoise;
import io.darkroom.diffusion.noise.NoiseKind;

@NodeInfo(
        id = "GpuNoise",
        name = "Random Noise (GPU)",
        category = "sampling/custom_sampling/noise",
        about = "Draws the starting noise of a seed as PyTorch does on a CUDA device, which is what AUTOMATIC1111"
                + " starts from by default.")
public final class GpuNoise implements Node<GpuNoise.In, GpuNoise.Out> {
    public record In(@Seed long noiseSeed) {}

    public record Out(Noise noise) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new LatentNoise(in.noiseSeed(), NoiseKind.PHILOX));
    }
}
