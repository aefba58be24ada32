package io.darkroom.onnx.session;

import io.darkroom.api.node.NodeException;

/** A network or its work did not fit into memory; smaller pictures or tiles may. */
public final class NotEnoughMemoryException extends NodeException {
    private static final long serialVersionUID = 1;

    public NotEnoughMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
