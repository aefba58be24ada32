package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.sampling.Sigmas;

@NodeInfo(
        id = "SplitSigmasDenoise",
        category = "sampling/custom_sampling/sigmas",
        about = "Cuts a schedule in two so that the second part is a fraction of its steps.")
public final class SplitSigmasDenoise implements Node<SplitSigmasDenoise.In, SplitSigmasDenoise.Out> {
    public record In(Sigmas sigmas, @Real(def = 1) double denoise) {}

    public record Out(
            @Named("high_sigmas") Sigmas high,
            @Named("low_sigmas") Sigmas low) {}

    @Override
    public Out run(In in, Context context) {
        int count = in.sigmas().count();
        int last = (int) Math.rint(in.sigmas().steps() * in.denoise());
        // With nothing to denoise the first part is empty too, as in the reference.
        int high = last == 0 ? 0 : count - last;
        return new Out(
                in.sigmas().slice(0, Math.max(0, high)), in.sigmas().slice(Math.max(0, count - last - 1), count));
    }
}
