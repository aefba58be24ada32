package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.guidance.RescaleCfg;

@NodeInfo(
        id = "RescaleCFG",
        category = "advanced/model",
        about = "Holds back the over-exposure of strong guidance: 0 is plain guidance, 0.7 is usual.")
public final class RescaleCFG implements Node<RescaleCFG.In, RescaleCFG.Out> {
    public record In(Model model, @Real(def = 0.7) double multiplier) {}

    public record Out(Model model) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.model().withGuidance(new RescaleCfg(in.multiplier())));
    }
}
