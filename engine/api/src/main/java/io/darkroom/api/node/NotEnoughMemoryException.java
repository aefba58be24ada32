package io.darkroom.api.node;

/**
 * The work did not fit into memory, within Java or outside it; with smaller pictures or tiles it may. When a run ends by it, the
 * engine lets go of results and networks, so that the next one has room.
 */
public final class NotEnoughMemoryException extends NodeException {
    private static final long serialVersionUID = 1;

    public NotEnoughMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
