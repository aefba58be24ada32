package io.darkroom.diffusion.sampling;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.diffusion.sampler.Mixture;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The best possible network for a mixture, in closed form: predicts the noise, for a prompt of 1 or of 0. */
record MixtureNetwork(List<Integer> promptsOfCalls) implements DiffusionNetwork {
    static final NoiseSchedule SCHEDULE = new DiscreteSchedule(Prediction.EPS, TerminalSnr.TRAINED);
    static final Conditioning POSITIVE = prompt(1);
    static final Conditioning NEGATIVE = prompt(0);

    MixtureNetwork() {
        this(new ArrayList<>());
    }

    Model model() {
        return new Model(this, SCHEDULE, LatentFormat.STABLE_DIFFUSION, List.of());
    }

    private static Conditioning prompt(float value) {
        return Conditioning.of(new Conditioning.Entry(Tensor.filled(Shape.of(1, 1, 1), value), Optional.empty()));
    }

    /** The noise in a number at the variance of training; float64. */
    static double eps(Mixture mixture, double input, double timestep) {
        double sigma = SCHEDULE.table().get((int) timestep);
        double x = input * Math.sqrt(1 + sigma * sigma);
        return (x - mixture.denoise(x, sigma)) / sigma;
    }

    @Override
    public List<Tensor> predict(Tensor x, double timestep, List<Tensor> contexts, Cancellation cancellation) {
        promptsOfCalls.add(contexts.size());
        return contexts.stream()
                .map(context -> context.get(0) == 1 ? Mixture.COND : Mixture.UNCOND)
                .map(mixture -> x.map(v -> (float) eps(mixture, v, timestep)))
                .toList();
    }

    @Override
    public int contextWidth() {
        return 1;
    }

    @Override
    public int inputChannels() {
        return 4;
    }

    @Override
    public DiffusionNetwork patched(WeightPatch patch) {
        throw new UnsupportedOperationException("A closed form has no weights.");
    }
}
