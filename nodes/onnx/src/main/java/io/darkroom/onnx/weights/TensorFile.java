package io.darkroom.onnx.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An open file of tensors under its own names. What it is follows from its content, not from its ending: safetensors files are
 * often renamed. Safe for concurrent use; whoever opens it closes it.
 *
 * <p>In files of the pickle kind, names of nested tables are joined by dots, and the table that holds the weights
 * ({@code state_dict}, {@code params_ema}, {@code params}) stands for the whole file.
 */
public final class TensorFile implements AutoCloseable {
    private final ModelFile file;
    private final Format format;
    private final Weights tensors;
    private final Map<String, String> metadata;

    private TensorFile(ModelFile file, Format format) {
        Contents contents = format.read(file);
        this.file = file;
        this.format = format;
        this.tensors = new TensorMap(new Source(file.path()), file.identity(), contents.tensors());
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(contents.metadata()));
    }

    /**
     * Opens a file and reads its table of tensors, but no numbers.
     *
     * @throws UnusableFileException if it is missing, broken, hostile or of another kind
     */
    public static TensorFile open(Path path) {
        ModelFile file = ModelFile.open(path);
        try {
            return new TensorFile(file, Format.of(file));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public Path path() {
        return file.path();
    }

    public long size() {
        return file.size();
    }

    public Format format() {
        return format;
    }

    public Weights tensors() {
        return tensors;
    }

    /** The same tensors, for use after this file is closed; the file stays mapped while any of them is reachable. */
    public Weights lasting() {
        Map<String, StoredTensor> lasting = new LinkedHashMap<>();
        for (String name : tensors.names()) {
            StoredTensor tensor = tensors.get(name);
            lasting.put(name, new BufferTensor(tensor.type(), tensor.shape(), tensor.bytes()));
        }
        return new TensorMap(new Source(path()), tensors.identity(), lasting);
    }

    /** Texts and numbers stored beside the tensors. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        file.close();
    }
}
