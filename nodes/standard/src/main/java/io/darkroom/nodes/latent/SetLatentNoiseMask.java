package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;

@NodeInfo(
        id = "SetLatentNoiseMask",
        name = "Set Latent Noise Mask",
        category = "latent/inpaint",
        about = "Lets sampling change only what the mask selects.")
public final class SetLatentNoiseMask implements Node<SetLatentNoiseMask.In, SetLatentNoiseMask.Out> {
    public record In(Latent samples, Mask mask) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.samples().withNoiseMask(in.mask()));
    }
}
