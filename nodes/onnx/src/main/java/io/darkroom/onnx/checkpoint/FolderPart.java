package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The weights in one folder of a diffusers model: one file, or several with an index that says which tensor is in which. */
final class FolderPart {
    /** In the order in which diffusers and transformers would take them; fp16 variants when there is nothing else. */
    private static final List<String> FILES = List.of(
            "diffusion_pytorch_model.safetensors",
            "model.safetensors",
            "diffusion_pytorch_model.fp16.safetensors",
            "model.fp16.safetensors",
            "diffusion_pytorch_model.bin",
            "pytorch_model.bin",
            "diffusion_pytorch_model.fp16.bin",
            "pytorch_model.fp16.bin");

    private static final List<String> INDEXES = List.of(
            "diffusion_pytorch_model.safetensors.index.json",
            "model.safetensors.index.json",
            "diffusion_pytorch_model.safetensors.index.fp16.json",
            "model.safetensors.index.fp16.json",
            "diffusion_pytorch_model.fp16.safetensors.index.json",
            "model.fp16.safetensors.index.json",
            "diffusion_pytorch_model.bin.index.json",
            "pytorch_model.bin.index.json");

    private FolderPart() {}

    /**
     * Opens what the folder holds.
     *
     * @param opened takes each file that was opened, to close it later, even if a later one fails
     * @return empty if the folder holds no weights
     */
    static Optional<Weights> open(Path folder, Consumer<TensorFile> opened) {
        Optional<Path> index = first(folder, INDEXES);
        if (index.isPresent()) {
            return Optional.of(openShards(folder, index.get(), opened));
        }
        return first(folder, FILES).map(path -> openFile(path, opened).tensors());
    }

    private static Optional<Path> first(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static Weights openShards(Path folder, Path index, Consumer<TensorFile> opened) {
        Map<String, String> table = SmallText.jsonTable(index, "weight_map");
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        StringBuilder identity = new StringBuilder();
        for (String name : new TreeSet<>(table.values())) {
            Path shard = folder.resolve(name).normalize();
            if (!folder.normalize().equals(shard.getParent())) {
                throw new UnusableFileException("The file \"" + index + "\" names the shard \"" + name
                        + "\", which is not a plain file name; download the folder again.");
            }
            Weights weights = openFile(shard, opened).tensors();
            weights.names().forEach(tensor -> tensors.put(tensor, weights.get(tensor)));
            identity.append(identity.isEmpty() ? "" : "+").append(weights.identity());
        }
        for (String name : table.keySet()) {
            if (!tensors.containsKey(name)) {
                throw new UnusableFileException("The file \"" + index + "\" promises the tensor \"" + name
                        + "\", but no shard holds it; download the folder again.");
            }
        }
        return new TensorMap(new Source(folder), identity.toString(), tensors);
    }

    private static TensorFile openFile(Path path, Consumer<TensorFile> opened) {
        TensorFile file = TensorFile.open(path);
        opened.accept(file);
        return file;
    }
}
