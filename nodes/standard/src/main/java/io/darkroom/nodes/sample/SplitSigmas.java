package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.sampling.Sigmas;

@NodeInfo(
        id = "SplitSigmas",
        category = "sampling/custom_sampling/sigmas",
        about = "Cuts a schedule in two after some steps.")
public final class SplitSigmas implements Node<SplitSigmas.In, SplitSigmas.Out> {
    public record In(Sigmas sigmas, @Whole(max = 10000) int step) {}

    public record Out(
            @Named("high_sigmas") Sigmas high,
            @Named("low_sigmas") Sigmas low) {}

    @Override
    public Out run(In in, Context context) {
        int count = in.sigmas().count();
        int step = Math.min(in.step(), count);
        return new Out(
                in.sigmas().slice(0, Math.min(step + 1, count)), in.sigmas().slice(step, count));
    }
}
