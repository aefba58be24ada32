package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.diffusion.schedule.Spacings;

@NodeInfo(
        id = "ExponentialScheduler",
        category = "sampling/custom_sampling/schedulers",
        about = "Makes noise levels that fall by a constant factor.")
public final class ExponentialScheduler implements Node<ExponentialScheduler.In, ExponentialScheduler.Out> {
    public record In(
            @Whole(def = 20, min = 1, max = 10000) int steps,
            @Real(def = 14.614642, max = 5000, round = -1) double sigmaMax,
            @Real(def = 0.0291675, max = 5000, round = -1) double sigmaMin) {}

    public record Out(Sigmas sigmas) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(Spacings.exponential(in.steps(), in.sigmaMin(), in.sigmaMax()));
    }
}
