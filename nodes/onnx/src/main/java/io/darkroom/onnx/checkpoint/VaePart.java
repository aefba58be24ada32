package io.darkroom.onnx.checkpoint;

import io.darkroom.api.type.LatentFormat;
import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The VAE of a checkpoint.
 *
 * @param weights of {@link Kind#KL} under original names, of {@link Kind#TAESD} as {@code encoder.N…} and {@code decoder.N…} with
 *     the numbers of the original pair of files. The projections of the middle attention have the shape [n, n, 1, 1] or [n, n].
 */
public record VaePart(Weights weights, Kind kind, LatentFormat latentFormat) {
    private static final List<String> PREFIXES = List.of("first_stage_model.", "vae.", "");
    private static final Set<String> PARTS = Set.of("encoder", "decoder", "quant_conv", "post_quant_conv");

    /** Which network it is. */
    public enum Kind {
        /** The autoencoder of Stable Diffusion. */
        KL,
        /** The tiny autoencoder (github.com/madebyollin/taesd), at the network's scale. */
        TAESD
    }

    static Optional<VaePart> find(Weights file, Source source) {
        return prefix(file)
                .map(prefix -> new VaePart(
                        new TensorMap(source, file.identity() + "|vae", canonical(Prefixes.strip(file, prefix))),
                        Kind.KL,
                        LatentFormat.STABLE_DIFFUSION))
                .or(() -> TinyVae.of(file).map(tiny -> tiny.part(source)));
    }

    /** The prefix of the autoencoder's names. */
    static Optional<String> prefix(Weights file) {
        return Prefixes.find(file, PREFIXES, "decoder.conv_in.weight");
    }

    private static Map<String, StoredTensor> canonical(Map<String, StoredTensor> part) {
        VaeNames names = VaeNames.of(part.keySet());
        Map<String, StoredTensor> canonical = new LinkedHashMap<>();
        part.forEach((name, tensor) -> {
            int dot = name.indexOf('.');
            if (dot > 0 && PARTS.contains(name.substring(0, dot))) {
                canonical.put(names.original(name), tensor);
            }
        });
        return canonical;
    }
}
