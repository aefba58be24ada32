package io.darkroom.onnx.embedding;

import io.darkroom.api.node.NodeException;

/** A textual inversion that is sound but made for another text encoder. */
public final class EmbeddingWidthException extends NodeException {
    private static final long serialVersionUID = 1;

    EmbeddingWidthException(String message) {
        super(message);
    }
}
