package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.UnusableFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of exported ONNX networks, in the layout that Optimum writes.
 *
 * @param textEncoder {@code text_encoder/model.onnx}
 * @param vaeEncoder absent in exports for text to image only
 * @param prediction from {@code scheduler/scheduler_config.json} or a sidecar of the folder
 */
public record OnnxFolder(
        Path folder,
        Path unet,
        Path textEncoder,
        Path vaeDecoder,
        Optional<Path> vaeEncoder,
        PredictionFinding prediction) {
    private static final String MODEL = "model.onnx";

    /** Whether a path is such a folder. */
    public static boolean isOne(Path path) {
        return Files.isRegularFile(path.resolve("unet").resolve(MODEL));
    }

    /**
     * @throws UnusableFileException naming the network that is missing
     */
    public static OnnxFolder open(Path folder) {
        return new OnnxFolder(
                folder,
                network(folder, "unet"),
                network(folder, "text_encoder"),
                network(folder, "vae_decoder"),
                Optional.of(folder.resolve("vae_encoder").resolve(MODEL)).filter(Files::isRegularFile),
                PredictionFinding.of(Checkpoint.evidenceOfFolder(folder)));
    }

    private static Path network(Path folder, String name) {
        Path path = folder.resolve(name).resolve(MODEL);
        if (!Files.isRegularFile(path)) {
            throw new UnusableFileException("The folder \"" + folder + "\" of exported networks lacks \"" + name + "/"
                    + MODEL + "\"; export it again with all parts.");
        }
        return path;
    }

    /** The configuration beside a network, such as {@code unet/config.json}: its single values by name; empty without one. */
    public static Map<String, String> config(Path network) {
        Path config = network.resolveSibling("config.json");
        return Files.isRegularFile(config) ? SmallText.jsonValues(config) : Map.of();
    }
}
