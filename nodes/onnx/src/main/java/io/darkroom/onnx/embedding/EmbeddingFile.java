package io.darkroom.onnx.embedding;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.weights.Finiteness;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads textual inversions in every form that A1111, diffusers and trainers write, as safetensors or PyTorch files.
 *
 * <p>Which tensor is the embedding, as in ComfyUI: the first under {@code string_to_param} (A1111); the one named after the text
 * encoder ({@code clip_l}, {@code clip_h}); of a bundle or a list the first that fits in width; else the first there is.
 */
public final class EmbeddingFile {
    private static final int MAX_VECTORS = 10_000; // a prompt's chunk takes 75

    private static final Pattern BUNDLED = Pattern.compile("bundle_emb\\..*|\\d+\\..*");

    private EmbeddingFile() {}

    /**
     * @param width of the text encoder's vectors
     * @return [vectors, width]; of another width if the file was made for another text encoder
     * @throws UnusableFileException if it is broken or no textual inversion
     */
    public static Tensor read(Path path, TextNetwork.Family family, int width) {
        try (TensorFile file = TensorFile.open(path)) {
            StoredTensor tensor = choose(file.tensors(), family, width);
            long[] shape = tensor.shape();
            boolean vectors = shape.length == 1 || shape.length == 2;
            if (!vectors || tensor.count() == 0 || tensor.count() / shape[shape.length - 1] > MAX_VECTORS) {
                throw new UnusableFileException("The file \"" + path
                        + "\" is no textual inversion: it holds no list of vectors. \"darkroom inspect\" shows"
                        + " what it is.");
            }
            if (!Finiteness.isFinite(tensor)) {
                throw new UnusableFileException("The textual inversion \"" + path
                        + "\" holds numbers that are NaN or infinite; download it again or use another.");
            }
            float[] numbers = tensor.toFloats();
            int own = Math.toIntExact(shape[shape.length - 1]);
            return Tensor.adopt(Shape.of(numbers.length / own, own), numbers);
        }
    }

    private static StoredTensor choose(Weights file, TextNetwork.Family family, int width) {
        String own = switch (family) {
            case CLIP_L -> "clip_l";
            case OPEN_CLIP_H -> "clip_h";
        };
        return first(file, name -> name.startsWith("string_to_param."))
                .or(() -> file.find(own))
                .or(() -> first(file, name -> BUNDLED.matcher(name).matches() && fits(file.get(name), width)))
                .orElseGet(() -> file.get(List.copyOf(file.names()).get(0)));
    }

    private static Optional<StoredTensor> first(Weights file, Predicate<String> wanted) {
        return file.names().stream().filter(wanted).findFirst().map(file::get);
    }

    private static boolean fits(StoredTensor tensor, int width) {
        long[] shape = tensor.shape();
        return shape.length > 0 && shape[shape.length - 1] == width;
    }
}
