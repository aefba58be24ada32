package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.sampling.Sigmas;

@NodeInfo(
        id = "FlipSigmas",
        category = "sampling/custom_sampling/sigmas",
        about = "Turns a schedule round, from clean to noisy, as un-sampling needs it.")
public final class FlipSigmas implements Node<FlipSigmas.In, FlipSigmas.Out> {
    /** Stands for a first level of 0, which no sampler can leave. */
    private static final float START = 0.0001f;

    public record In(Sigmas sigmas) {}

    public record Out(Sigmas sigmas) {}

    @Override
    public Out run(In in, Context context) {
        float[] levels = in.sigmas().toArray();
        float[] flipped = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            flipped[i] = levels[levels.length - 1 - i];
        }
        if (flipped.length > 0 && flipped[0] == 0) {
            flipped[0] = START;
        }
        return new Out(Sigmas.of(flipped));
    }
}
