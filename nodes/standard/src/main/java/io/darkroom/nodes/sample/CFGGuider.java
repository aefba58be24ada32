package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.sampling.CfgGuider;
import java.util.Optional;

@NodeInfo(
        id = "CFGGuider",
        category = "sampling/custom_sampling/guiders",
        about = "Guides a model from the negative to the positive prompt.")
public final class CFGGuider implements Node<CFGGuider.In, CFGGuider.Out> {
    public record In(
            Model model,
            Conditioning positive,
            Conditioning negative,

            @Real(def = 8, max = 100, step = 0.1, round = 0.01)
            double cfg) {}

    public record Out(Guider guider) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new CfgGuider(in.model(), in.positive(), Optional.of(in.negative()), in.cfg()));
    }
}
