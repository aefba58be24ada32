package io.darkroom.nodes.sample;

import io.darkroom.api.extension.Extensions;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Whole;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.schedule.Steps;
import io.darkroom.diffusion.schedule.ZeroSnr;

@NodeInfo(
        id = "BasicScheduler",
        category = "sampling/custom_sampling/schedulers",
        about = "Makes the noise levels of a model by a scheduler; denoise below 1 keeps the last part.")
public final class BasicScheduler implements Node<BasicScheduler.In, BasicScheduler.Out> {
    private final Extensions extensions;

    public BasicScheduler(Extensions extensions) {
        this.extensions = extensions;
    }

    public record In(
            Model model,
            @Choice(from = "schedulers") String scheduler,
            @Whole(def = 20, min = 1, max = 10000) int steps,
            @Real(def = 1) double denoise) {}

    public record Out(Sigmas sigmas) {}

    @Override
    public Out run(In in, Context context) {
        Sigmas sigmas =
                Steps.of(extensions.scheduler(in.scheduler()), in.model().schedule(), in.steps(), in.denoise());
        if (in.denoise() == 1) {
            ZeroSnr.warning(in.model().schedule(), in.scheduler(), sigmas).ifPresent(context::warn);
        }
        return new Out(sigmas);
    }
}
