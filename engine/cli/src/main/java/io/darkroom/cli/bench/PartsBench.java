package io.darkroom.cli.bench;

import io.darkroom.api.extension.Settings;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.onnx.OnnxNetworks;
import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.checkpoint.FileHashes;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How far full-size networks are from ComfyUI's answers: for the one checkpoint of defined random weights that these answers were
 * made with, and in a checkout, where they lie among the tests.
 */
final class PartsBench {
    private static final String ANSWERS = "nodes/onnx/src/test/resources/goldens/parts/full.safetensors";

    /** SHA-256 of the checkpoint: full size, fp16, seed 0, as the goldens' recipe makes it. */
    private static final String CHECKPOINT = "6ba80e34ce9a4b6dd60eae3de434005cae6f149b0ef605a0c2bd9bb8b0e96752";

    private static final String WANTED = "1e-3";

    private final TensorFile answers;

    private PartsBench(TensorFile answers) {
        this.answers = answers;
    }

    /** Nothing, if it is another checkpoint or there are no answers. */
    static List<Measurement> measure(Path home, Path user, Path checkpoint, Settings settings) throws IOException {
        Path answers = home.resolve(ANSWERS);
        if (!Files.isRegularFile(answers)
                || !new FileHashes(user).of(checkpoint).sha256().equals(CHECKPOINT)) {
            return List.of();
        }
        try (TensorFile file = TensorFile.open(answers)) {
            return new PartsBench(file).distances(checkpoint, settings);
        }
    }

    private List<Measurement> distances(Path file, Settings settings) {
        List<Measurement> table = new ArrayList<>();
        try (Checkpoint checkpoint = Checkpoint.open(file);
                OnnxNetworks networks = new OnnxNetworks(settings)) {
            DiffusionNetwork unet = networks.unet(checkpoint.unet().orElseThrow());
            for (Step step : List.of(new Step("unet0", 999), new Step("unet3", 400))) {
                Tensor output = unet.predict(
                                tensor(step.name + ".x"),
                                step.timestep,
                                List.of(tensor(step.name + ".context")),
                                Cancellation.NEVER)
                        .get(0);
                table.add(row("UNet at time step " + step.timestep, output, tensor(step.name + ".out")));
            }
            Tensor decoded = networks.vae(checkpoint.vae().orElseThrow().weights())
                    .decode(tensor("dec0.latent"), Cancellation.NEVER);
            table.add(row("VAE decoder", decoded, tensor("dec0.raw")));
        }
        return table;
    }

    private Tensor tensor(String name) {
        StoredTensor stored = answers.tensors().get(name);
        int[] shape = Arrays.stream(stored.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.adopt(Shape.of(shape), stored.toFloats());
    }

    private static Measurement row(String network, Tensor ours, Tensor theirs) {
        float largest = 0;
        Tensor distance = ours.minus(theirs);
        for (int i = 0; i < distance.count(); i++) {
            largest = Math.max(largest, Math.abs(distance.get(i)));
        }
        return new Measurement(
                "full size: largest distance from ComfyUI, " + network,
                String.format(Locale.ROOT, "%.1e", largest),
                WANTED);
    }

    private record Step(String name, int timestep) {}
}
