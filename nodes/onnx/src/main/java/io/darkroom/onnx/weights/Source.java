package io.darkroom.onnx.weights;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file or folder that weights come from. As text, the beginning of a sentence: {@code The file "models/a.safetensors"}. */
public record Source(Path path) {
    /** What users know it by: its name without folders. */
    public String title() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public String toString() {
        return (Files.isDirectory(path) ? "The folder \"" : "The file \"") + path + "\"";
    }
}
