package io.darkroom.api.node;

import java.util.Optional;

/** What a node's author tells the user when it cannot do its work: what, where, which value, and the next step. */
public class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Optional<String> input;

    public NodeException(String message) {
        super(message);
        this.input = Optional.empty();
    }

    public NodeException(String message, Throwable cause) {
        super(message, cause);
        this.input = Optional.empty();
    }

    private NodeException(String message, String input) {
        super(message);
        this.input = Optional.of(input);
    }

    /** A failure that one input is to blame for. */
    public static NodeException atInput(String input, String message) {
        return new NodeException(message, input);
    }

    /** The input to blame, by its name in files. */
    public Optional<String> input() {
        return input;
    }
}
