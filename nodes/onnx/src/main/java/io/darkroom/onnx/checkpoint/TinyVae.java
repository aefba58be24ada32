package io.darkroom.onnx.checkpoint;

import io.darkroom.api.type.LatentFormat;
import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tiny autoencoder, in each of its forms: the original pair of files, which hold nothing but numbered layers, or one file of
 * diffusers with both halves.
 */
final class TinyVae {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,3})\\..*");
    private static final Pattern DIFFUSERS = Pattern.compile("(encoder|decoder)\\.layers\\.(\\d{1,3})\\.(.*)");

    private final Weights file;
    private final Form form;

    private TinyVae(Weights file, Form form) {
        this.file = file;
        this.form = form;
    }

    private enum Form {
        ENCODER,
        DECODER,
        DIFFUSERS
    }

    /** Finds a tiny autoencoder for 4 latent channels, or half of one. */
    static Optional<TinyVae> of(Weights file) {
        if (hasShape(file, "decoder.layers.0.weight", 1, 4) && file.has("encoder.layers.0.weight")) {
            return Optional.of(new TinyVae(file, Form.DIFFUSERS));
        }
        if (hasShape(file, "1.weight", 1, 4) && file.has("3.conv.0.weight")) {
            return Optional.of(new TinyVae(file, Form.DECODER));
        }
        if (hasShape(file, "14.weight", 0, 4) && file.has("1.conv.0.weight")) {
            return Optional.of(new TinyVae(file, Form.ENCODER));
        }
        return Optional.empty();
    }

    private static boolean hasShape(Weights file, String name, int axis, long size) {
        return file.find(name)
                .map(StoredTensor::shape)
                .filter(shape -> shape.length > axis && shape[axis] == size)
                .isPresent();
    }

    VaePart part(Source source) {
        Map<String, StoredTensor> canonical = new LinkedHashMap<>();
        file.names().forEach(name -> canonicalName(name).ifPresent(found -> canonical.put(found, file.get(name))));
        return new VaePart(
                new TensorMap(source, file.identity() + "|vae", canonical),
                VaePart.Kind.TAESD,
                LatentFormat.STABLE_DIFFUSION);
    }

    private Optional<String> canonicalName(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        Matcher diffusers = DIFFUSERS.matcher(name);
        return switch (form) {
            case ENCODER -> numbered.matches() ? Optional.of("encoder." + name) : Optional.empty();
            case DECODER -> numbered.matches() ? Optional.of("decoder." + name) : Optional.empty();
            case DIFFUSERS ->
                diffusers.matches()
                        ? Optional.of(diffusers.group(1) + "." + originalLayer(diffusers) + "." + diffusers.group(3))
                        : Optional.empty();
        };
    }

    /** The original decoder counts the clamp of its input as layer 0, diffusers does not. */
    private static int originalLayer(Matcher diffusers) {
        return Integer.parseInt(diffusers.group(2)) + (diffusers.group(1).equals("decoder") ? 1 : 0);
    }
}
