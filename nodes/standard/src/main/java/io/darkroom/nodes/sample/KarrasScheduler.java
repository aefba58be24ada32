package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.diffusion.schedule.Spacings;

@NodeInfo(
        id = "KarrasScheduler",
        category = "sampling/custom_sampling/schedulers",
        about = "Makes noise levels that crowd towards the clean end (Karras et al. 2022).")
public final class KarrasScheduler implements Node<KarrasScheduler.In, KarrasScheduler.Out> {
    public record In(
            @Whole(def = 20, min = 1, max = 10000) int steps,
            @Real(def = 14.614642, max = 5000, round = -1) double sigmaMax,
            @Real(def = 0.0291675, max = 5000, round = -1) double sigmaMin,
            @Real(def = 7, max = 100, round = -1) double rho) {}

    public record Out(Sigmas sigmas) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(Spacings.karras(in.steps(), in.sigmaMin(), in.sigmaMax(), in.rho()));
    }
}
