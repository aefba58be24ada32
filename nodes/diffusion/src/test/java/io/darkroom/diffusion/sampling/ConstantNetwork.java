package io.darkroom.diffusion.sampling;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicts everywhere the number that its prompt consists of, and remembers what it was asked. */
record ConstantNetwork(int inputChannels, List<Call> calls) implements DiffusionNetwork {
    static final DiscreteSchedule SCHEDULE = new DiscreteSchedule(Prediction.X0, TerminalSnr.TRAINED);

    ConstantNetwork() {
        this(4, new ArrayList<>());
    }

    record Call(Shape input, double timestep, List<Float> prompts) {}

    Model model() {
        return new Model(this, SCHEDULE, LatentFormat.STABLE_DIFFUSION, List.of());
    }

    static Conditioning.Entry entry(float value) {
        return new Conditioning.Entry(Tensor.filled(Shape.of(1, 1, 1), value), Optional.empty());
    }

    static Conditioning prompts(Conditioning.Entry... entries) {
        return new Conditioning(List.of(entries));
    }

    @Override
    public List<Tensor> predict(Tensor x, double timestep, List<Tensor> contexts, Cancellation cancellation) {
        List<Float> values = contexts.stream().map(context -> context.get(0)).toList();
        calls.add(new Call(x.shape(), timestep, values));
        return values.stream().map(value -> Tensor.filled(x.shape(), value)).toList();
    }

    @Override
    public int contextWidth() {
        return 1;
    }

    @Override
    public DiffusionNetwork patched(WeightPatch patch) {
        throw new UnsupportedOperationException("A constant has no weights.");
    }
}
