package io.darkroom.onnx.session;

import java.util.List;

/** A network ready to load: the ONNX model, and the weights it does not hold itself. */
public final class NetworkGraph {
    private final byte[] model;
    private final List<Initializer> initializers;

    /**
     * @param model taken over without a copy
     */
    public NetworkGraph(byte[] model, List<Initializer> initializers) {
        this.model = model;
        this.initializers = List.copyOf(initializers);
    }

    byte[] model() {
        return model;
    }

    public List<Initializer> initializers() {
        return initializers;
    }

    /** How much memory its weights take. */
    long bytes(PatchedWeights weights) {
        return initializers.stream()
                .mapToLong(initializer -> initializer.bytes(weights))
                .sum();
    }
}
