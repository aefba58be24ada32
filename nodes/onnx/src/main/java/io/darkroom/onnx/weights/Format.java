package io.darkroom.onnx.weights;

/** How a file holds its tensors. */
public enum Format {
    SAFETENSORS {
        @Override
        Contents read(ModelFile file) {
            return SafetensorsReader.read(file);
        }
    };

    abstract Contents read(ModelFile file);

    static Format of(ModelFile file) {
        return SAFETENSORS;
    }
}
