package io.darkroom.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of model files beyond their names; whoever starts the server brings it. */
public interface ModelFacts {
    /**
     * What {@code darkroom inspect} finds, as JSON values.
     *
     * @throws IOException with a sentence, if the file cannot be read or is no model
     */
    Map<String, @Nullable Object> inspect(Path file) throws IOException;

    /** The file's SHA-256, in lower-case hexadecimal; remembered, so that only the first call is slow. */
    String hash(Path file) throws IOException;

    /** The file's SHA-256 if it is remembered and the file has not changed since; never slow. */
    Optional<String> knownHash(Path file);
}
