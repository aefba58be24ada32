package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.sampling.CfgGuider;

@NodeInfo(
        id = "BasicGuider",
        category = "sampling/custom_sampling/guiders",
        about = "Follows one prompt as the model sees it, without guidance.")
public final class BasicGuider implements Node<BasicGuider.In, BasicGuider.Out> {
    public record In(Model model, Conditioning conditioning) {}

    public record Out(Guider guider) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(CfgGuider.unguided(in.model(), in.conditioning()));
    }
}
