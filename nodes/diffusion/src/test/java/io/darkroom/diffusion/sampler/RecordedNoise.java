package io.darkroom.diffusion.sampler;

import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Noise that was drawn elsewhere, handed out in order; remembers between which levels it was asked for. */
final class RecordedNoise implements NoiseSource {
    private final List<Tensor> draws;
    private final List<double[]> intervals = new ArrayList<>();
    private int drawn;

    RecordedNoise(List<Tensor> draws) {
        this.draws = draws;
    }

    @Override
    public Tensor next() {
        return draws.get(drawn++);
    }

    @Override
    public Tensor between(double sigma, double sigmaNext, Bounds bounds) {
        intervals.add(new double[] {sigma, sigmaNext});
        return next();
    }

    int drawn() {
        return drawn;
    }

    /** Empty if only independent noise was drawn. */
    List<double[]> intervals() {
        return intervals;
    }
}
