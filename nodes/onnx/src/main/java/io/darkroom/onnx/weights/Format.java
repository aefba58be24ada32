package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a file holds its tensors. */
public enum Format {
    SAFETENSORS("safetensors") {
        @Override
        Contents read(ModelFile file) {
            return SafetensorsReader.read(file);
        }
    },
    TORCH_ZIP("PyTorch archive") {
        @Override
        Contents read(ModelFile file) {
            return TorchReader.readZip(file);
        }
    },
    TORCH_LEGACY("PyTorch file before 1.6") {
        @Override
        Contents read(ModelFile file) {
            return TorchReader.readLegacy(file);
        }
    };

    private final String title;

    Format(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    abstract Contents read(ModelFile file);

    /** Tells by the first bytes. */
    static Format of(ModelFile file) {
        ByteBuffer start = file.read(0, (int) Math.min(16, file.size()));
        String text = StandardCharsets.ISO_8859_1.decode(start).toString();
        if (text.startsWith("PK\003\004")) {
            return TORCH_ZIP;
        }
        if (text.startsWith("\u0080")) {
            return text.startsWith("{", 8) ? SAFETENSORS : TORCH_LEGACY;
        }
        if (text.startsWith("<") && !text.startsWith("{", 8)) {
            throw file.broken("it is a web page or other markup, not a model");
        }
        if (text.startsWith("version https://")) {
            throw file.broken("it is the pointer of a Git LFS file, not the file itself");
        }
        if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")) {
            throw new UnusableFileException(
                    "The file \"" + file.path() + "\" is a picture, not a model. Choose a model file.");
        }
        if (text.startsWith("GGUF")) {
            throw new UnusableFileException("The file \"" + file.path()
                    + "\" is in the format GGUF, which is not supported; use a .safetensors version of the model.");
        }
        return SAFETENSORS;
    }
}
