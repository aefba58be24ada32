package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.Finiteness;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to say of a model file or folder, supported or not.
 *
 * @param kind what it is, as words
 * @param layout how it lies on disk
 * @param family the family of its UNet
 * @param parts its networks, or the whole file as one part
 * @param prediction how its UNet sees noise
 * @param notes what else the user should know: what cannot be used and what to do about it
 * @param metadata texts stored in it
 */
public record Inspection(
        Path path,
        String kind,
        String layout,
        Optional<Family> family,
        List<Part> parts,
        Optional<PredictionFinding> prediction,
        List<String> notes,
        Map<String, String> metadata) {
    public Inspection {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * One network in a file.
     *
     * @param types how many numbers are stored in each encoding
     * @param details what is special to the kind of network, such as the width of embeddings
     */
    public record Part(String name, int tensors, long parameters, Map<WeightType, Long> types, List<String> details) {
        public Part {
            details = List.copyOf(details);
        }

        static Part of(String name, Weights weights, List<String> details) {
            Map<WeightType, Long> types = new EnumMap<>(WeightType.class);
            for (String tensor : weights.names()) {
                StoredTensor stored = weights.get(tensor);
                types.merge(stored.type(), stored.count(), Long::sum);
            }
            long parameters = types.values().stream().mapToLong(Long::longValue).sum();
            return new Part(name, weights.names().size(), parameters, types, details);
        }
    }

    /** Whether to read all numbers for a look at them. */
    public enum Depth {
        /** Names, shapes and texts only. */
        HEADER,
        /** Also looks for weights that are NaN or infinite, which reads the whole file. */
        NUMBERS
    }

    /**
     * Looks into a file or folder.
     *
     * @throws UnusableFileException if it is broken or no model file at all
     */
    public static Inspection of(Path path, Depth depth) {
        if (Files.isDirectory(path)) {
            return OnnxFolder.isOne(path)
                    ? ofOnnx(OnnxFolder.open(path))
                    : ofCheckpoint(path, FileKind.CHECKPOINT.title(), depth);
        }
        try (TensorFile file = TensorFile.open(path)) {
            FileKind kind = Recognition.kindOf(file.tensors());
            return kind.loadable() ? ofCheckpoint(path, kind.title(), depth) : ofOther(file, kind, depth);
        }
    }

    private static Inspection ofCheckpoint(Path path, String kind, Depth depth) {
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            List<Part> parts = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            checkpoint.unet().ifPresent(unet -> {
                parts.add(Part.of("UNet", unet, InspectionDetails.ofUnet(unet)));
                notes.addAll(broken("UNet", unet, depth));
            });
            checkpoint.text().ifPresent(text -> {
                parts.add(Part.of("text encoder", text.weights(), InspectionDetails.ofText(text)));
                notes.addAll(broken("text encoder", text.weights(), depth));
            });
            checkpoint.vae().ifPresent(vae -> {
                parts.add(Part.of("VAE", vae.weights(), List.of(vae.kind().name())));
                notes.addAll(broken("VAE", vae.weights(), depth));
            });
            return new Inspection(
                    path,
                    kind,
                    checkpoint.layout().title(),
                    checkpoint.family(),
                    parts,
                    checkpoint.prediction(),
                    notes,
                    checkpoint.metadata());
        }
    }

    private static Inspection ofOther(TensorFile file, FileKind kind, Depth depth) {
        Weights tensors = file.tensors();
        List<String> notes = new ArrayList<>();
        notes.add(kind.advice());
        notes.addAll(broken("file", tensors, depth));
        return new Inspection(
                file.path(),
                kind.title(),
                file.format().title(),
                Optional.empty(),
                List.of(Part.of("all tensors", tensors, InspectionDetails.ofOther(kind, tensors))),
                Optional.empty(),
                notes,
                file.metadata());
    }

    private static Inspection ofOnnx(OnnxFolder folder) {
        List<String> notes = new ArrayList<>();
        if (folder.vaeEncoder().isEmpty()) {
            notes.add("It has no VAE encoder: pictures can be made from text, but not from pictures.");
        }
        return new Inspection(
                folder.folder(),
                "a model of exported ONNX networks",
                "folder of ONNX files",
                Optional.empty(),
                List.of(),
                Optional.of(folder.prediction()),
                notes,
                Map.of());
    }

    private static List<String> broken(String part, Weights weights, Depth depth) {
        return switch (depth) {
            case HEADER -> List.of();
            case NUMBERS ->
                Finiteness.firstBroken(weights)
                        .map(name -> "The " + part + "'s \"" + name
                                + "\" holds numbers that are NaN or infinite: its pictures would be black. Use"
                                + " another file.")
                        .stream()
                        .toList();
        };
    }
}
