package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.sampling.Sigmas;

@NodeInfo(
        id = "SetFirstSigma",
        category = "sampling/custom_sampling/sigmas",
        about = "Replaces the level a schedule starts at.")
public final class SetFirstSigma implements Node<SetFirstSigma.In, SetFirstSigma.Out> {
    public record In(
            Sigmas sigmas,

            @Real(def = 136, max = 20000, step = 0.001, round = -1)
            double sigma) {}

    public record Out(Sigmas sigmas) {}

    @Override
    public Out run(In in, Context context) {
        float[] levels = in.sigmas().toArray();
        if (levels.length > 0) {
            levels[0] = (float) in.sigma();
        }
        return new Out(Sigmas.of(levels));
    }
}
