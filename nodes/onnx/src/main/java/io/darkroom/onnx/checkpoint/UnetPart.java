package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the UNet in a file and gives it original names. */
final class UnetPart {
    private static final String ORIGINAL = "input_blocks.0.0.weight";
    private static final List<String> ORIGINAL_PREFIXES = List.of("model.diffusion_model.", "diffusion_model.", "");
    private static final String DIFFUSERS = "conv_in.weight";
    private static final String DIFFUSERS_LEVEL = "down_blocks.0.resnets.0.norm1.weight";
    private static final List<String> DIFFUSERS_PREFIXES = List.of("unet.", "");

    private final Weights file;
    private final String prefix;
    private final boolean diffusers;

    private UnetPart(Weights file, String prefix, boolean diffusers) {
        this.file = file;
        this.prefix = prefix;
        this.diffusers = diffusers;
    }

    static Optional<UnetPart> find(Weights file) {
        Optional<UnetPart> original =
                Prefixes.find(file, ORIGINAL_PREFIXES, ORIGINAL).map(prefix -> new UnetPart(file, prefix, false));
        return original.or(() -> Prefixes.find(file, DIFFUSERS_PREFIXES, DIFFUSERS_LEVEL)
                .filter(prefix -> file.has(prefix + DIFFUSERS))
                .map(prefix -> new UnetPart(file, prefix, true)));
    }

    /** The name, in the file, of the convolution that sees the latent. */
    String firstConvolution() {
        return prefix + (diffusers ? DIFFUSERS : ORIGINAL);
    }

    /** The UNet under original names, without prefix. */
    Weights canonical(Source source) {
        Map<String, StoredTensor> part = Prefixes.strip(file, prefix);
        return new TensorMap(source, file.identity() + "|unet", diffusers ? renamed(part, source) : part);
    }

    private static Map<String, StoredTensor> renamed(Map<String, StoredTensor> part, Source source) {
        UnetStructure structure = UnetStructure.ofDiffusers(part.keySet());
        Map<String, StoredTensor> renamed = new LinkedHashMap<>();
        part.forEach((name, tensor) -> renamed.put(
                structure
                        .original(name)
                        .orElseThrow(() -> new UnusableFileException(source + " has a tensor \"" + name
                                + "\" that the UNet of Stable Diffusion 1.x and 2.x does not have;"
                                + " only these are supported.")),
                tensor));
        return renamed;
    }
}
