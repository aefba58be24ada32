package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.checkpoint.PredictionFinding.Evidence;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The places that may say what a model predicts. */
final class PredictionEvidence {
    private static final String PREDICTION = "prediction_type";
    private static final String ZERO_SNR = "zero_terminal_snr";
    private static final String TELLING_BIAS = "output_blocks.11.1.transformer_blocks.0.norm1.bias";

    /** The threshold of ComfyUI; v-prediction models of SD 2 lie above it, the others below. */
    private static final double TELLING_DEVIATION = 0.09;

    private PredictionEvidence() {}

    /** A1111's {@code .yaml} and our {@code .json} of the same name beside the model. */
    static List<Evidence> sidecars(Path model) {
        return List.of(yamlSidecar(sibling(model, ".yaml")), jsonSidecar(sibling(model, ".json")));
    }

    private static Path sibling(Path model, String ending) {
        String name = String.valueOf(model.getFileName());
        int dot = name.lastIndexOf('.');
        boolean folder = Files.isDirectory(model);
        return model.resolveSibling((dot > 0 && !folder ? name.substring(0, dot) : name) + ending);
    }

    private static Evidence yamlSidecar(Path path) {
        String source = "The file \"" + path.getFileName() + "\" beside the model";
        if (!Files.isRegularFile(path)) {
            return new Evidence(source, Optional.empty(), Optional.empty());
        }
        Optional<String> value = SmallText.yamlValue(path, "model.params.parameterization");
        return new Evidence(source, value.map(text -> known(path, text)), Optional.empty());
    }

    private static Evidence jsonSidecar(Path path) {
        String source = "The file \"" + path.getFileName() + "\" beside the model";
        if (!Files.isRegularFile(path)) {
            return new Evidence(source, Optional.empty(), Optional.empty());
        }
        Map<String, String> values = SmallText.jsonValues(path);
        return new Evidence(
                source,
                Optional.ofNullable(values.get(PREDICTION)).map(text -> known(path, text)),
                Optional.ofNullable(values.get(ZERO_SNR))
                        .map(text -> truth(text)
                                .orElseThrow(() -> new UnusableFileException("The file \"" + path + "\" says \"" + text
                                        + "\" for " + ZERO_SNR + "; write true or false."))));
    }

    private static Prediction known(Path path, String text) {
        return Prediction.of(text)
                .orElseThrow(() -> new UnusableFileException("The file \"" + path + "\" names the prediction type \""
                        + text + "\"; write epsilon, v_prediction or sample."));
    }

    /** What a safetensors file says of itself. Words that are not known say nothing here. */
    static Evidence metadata(Map<String, String> metadata) {
        return new Evidence(
                "The file's metadata",
                Optional.ofNullable(metadata.get(PREDICTION))
                        .or(() -> Optional.ofNullable(metadata.get("modelspec.predict_key")))
                        .or(() -> Optional.ofNullable(metadata.get("modelspec.prediction_type")))
                        .flatMap(Prediction::of),
                Optional.ofNullable(metadata.get(ZERO_SNR)).flatMap(PredictionEvidence::truth));
    }

    /** The empty tensors that trainers leave in a file as a sign. */
    static Evidence markers(Weights file) {
        return new Evidence(
                "A marker tensor in the file",
                file.has("v_pred") ? Optional.of(Prediction.V) : Optional.empty(),
                file.has("ztsnr") ? Optional.of(true) : Optional.empty());
    }

    /** The scheduler's configuration in a diffusers folder. */
    static Evidence scheduler(Path config) {
        Map<String, String> values = Files.isRegularFile(config) ? SmallText.jsonValues(config) : Map.of();
        return new Evidence(
                "The folder's scheduler/" + config.getFileName(),
                Optional.ofNullable(values.get(PREDICTION)).flatMap(Prediction::of),
                Optional.ofNullable(values.get("rescale_betas_zero_snr")).flatMap(PredictionEvidence::truth));
    }

    /** The reference's guess from one bias, made only for SD 2 UNets of 12 output blocks and 4 input channels. */
    static Evidence statistic(Weights unet, Family family) {
        String source = "The deviation of the weights \"" + TELLING_BIAS + "\"";
        Optional<StoredTensor> bias = unet.find(TELLING_BIAS);
        boolean asked = family == Family.SD2
                && !unet.has("output_blocks.12.0.in_layers.0.weight")
                && unet.get("input_blocks.0.0.weight").shape()[1] == 4;
        if (!asked || bias.isEmpty()) {
            return new Evidence(source, Optional.empty(), Optional.empty());
        }
        double deviation = deviation(bias.get().toFloats());
        return new Evidence(
                String.format(Locale.ROOT, "%s, %.3f (above %.2f means V),", source, deviation, TELLING_DEVIATION),
                Optional.of(deviation > TELLING_DEVIATION ? Prediction.V : Prediction.EPS),
                Optional.empty());
    }

    /** The sample's standard deviation, with n - 1. */
    private static double deviation(float[] numbers) {
        double mean = 0;
        for (float number : numbers) {
            mean += number / numbers.length;
        }
        double squares = 0;
        for (float number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        return Math.sqrt(squares / (numbers.length - 1));
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
