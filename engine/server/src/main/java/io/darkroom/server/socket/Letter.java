package io.darkroom.server.socket;

/**
 * A frame with its number.
 *
 * @param number grows from letter to letter of the whole server; a client sees those of its own letters, with gaps
 */
record Letter(long number, Frame frame) {
    int size() {
        return frame.body().size();
    }

    boolean makesNeedless(Letter earlier) {
        return frame.subject().isPresent()
                && frame.subject().equals(earlier.frame().subject());
    }
}
