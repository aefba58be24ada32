package io.darkroom.api.sampling;

/** Thrown inside a node when the user stopped the run; the engine turns it into an interruption, never into an error. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CancelledException() {
        super("The run was stopped.");
    }
}
