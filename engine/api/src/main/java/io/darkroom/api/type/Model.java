package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.sampling.GuidanceTransform;
import io.darkroom.api.sampling.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with all that sampling needs to know of it. Nodes that patch a model return a changed copy.
 *
 * @param schedule how it sees noise
 * @param guidance how its predictions are joined, after CFG, in order
 */
@Socket("MODEL")
public record Model(
        DiffusionNetwork network, NoiseSchedule schedule, LatentFormat latentFormat, List<GuidanceTransform> guidance) {
    public Model {
        guidance = List.copyOf(guidance);
    }

    public Model withNetwork(DiffusionNetwork changed) {
        return new Model(changed, schedule, latentFormat, guidance);
    }

    public Model withSchedule(NoiseSchedule changed) {
        return new Model(network, changed, latentFormat, guidance);
    }

    /** This model with one more transform after those it has. */
    public Model withGuidance(GuidanceTransform added) {
        List<GuidanceTransform> all = new ArrayList<>(guidance);
        all.add(added);
        return new Model(network, schedule, latentFormat, all);
    }
}
