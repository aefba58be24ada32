package io.darkroom.server.socket;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client that wants numbers said of its past: the query parameter {@code since}.
 *
 * @param epoch the server's, when the client heard the number; empty if it has heard none
 * @param number of the last event that it got
 */
record Since(Optional<String> epoch, long number) {
    /**
     * @param parameter {@code EPOCH:NUMBER}, or empty
     * @return empty if the client wants no numbers; what cannot be read is a past that is not known here
     */
    static Optional<Since> of(@Nullable String parameter) {
        if (parameter == null) {
            return Optional.empty();
        }
        int colon = parameter.lastIndexOf(':');
        try {
            return Optional.of(
                    colon < 0
                            ? new Since(parameter.isEmpty() ? Optional.empty() : Optional.of(parameter), 0)
                            : new Since(
                                    Optional.of(parameter.substring(0, colon)),
                                    Long.parseLong(parameter.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Optional.of(new Since(Optional.of(parameter), 0));
        }
    }
}
