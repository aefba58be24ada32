package io.darkroom.nodes.latent;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.nodes.resample.Resampling;

@NodeInfo(
        id = "LatentUpscaleBy",
        name = "Upscale Latent By",
        category = "latent",
        about = "Resizes latents by a factor.")
public final class LatentUpscaleBy implements Node<LatentUpscaleBy.In, LatentUpscaleBy.Out> {
    public record In(
            Latent samples,

            @Choice({"nearest-exact", "bilinear", "area", "bicubic", "bislerp"})
            String upscaleMethod,

            @Real(def = 1.5, min = 0.01, max = 8) double scaleBy) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        Tensor samples = in.samples().samples();
        int width = (int) Math.rint(samples.shape().size(3) * in.scaleBy());
        int height = (int) Math.rint(samples.shape().size(2) * in.scaleBy());
        return new Out(
                in.samples().withSamples(Resampling.named(in.upscaleMethod()).apply(samples, width, height)));
    }
}
