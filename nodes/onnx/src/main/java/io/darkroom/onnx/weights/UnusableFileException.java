package io.darkroom.onnx.weights;

import io.darkroom.api.node.NodeException;

/** A model file that cannot be used: broken, hostile, or of a kind that is not supported. Its message is for the user. */
public final class UnusableFileException extends NodeException {
    private static final long serialVersionUID = 1;

    public UnusableFileException(String message) {
        super(message);
    }

    public UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
