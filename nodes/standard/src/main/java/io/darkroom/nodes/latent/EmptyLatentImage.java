package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.LatentFormat;

@NodeInfo(
        id = "EmptyLatentImage",
        name = "Empty Latent Image",
        category = "latent",
        about = "Makes a batch of empty latents, to be filled by sampling.")
public final class EmptyLatentImage implements Node<EmptyLatentImage.In, EmptyLatentImage.Out> {
    public record In(
            @Whole(def = 512, min = 16, max = 16384, step = 8)
            int width,

            @Whole(def = 512, min = 16, max = 16384, step = 8)
            int height,

            @Whole(def = 1, min = 1, max = 4096) int batchSize) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(empty(in.batchSize(), in.width(), in.height()));
    }

    static Latent empty(int batch, int width, int height) {
        LatentFormat format = LatentFormat.STABLE_DIFFUSION;
        return new Latent(Tensor.zeros(
                Shape.of(batch, format.channels(), height / format.downscale(), width / format.downscale())));
    }
}
