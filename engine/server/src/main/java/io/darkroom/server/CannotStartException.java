package io.darkroom.server;

/** The server cannot start as it is told to; the message says why and what to do, for the one who starts it. */
public final class CannotStartException extends RuntimeException {
    public CannotStartException(String sentence) {
        super(sentence);
    }

    public CannotStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
