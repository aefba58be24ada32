package io.darkroom.engine.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Hashes of files' contents. Safe for concurrent use. */
public interface FileDigests {
    /** The hash, if it is known without reading the file. */
    Optional<String> known(Path file);

    /** The hash; reads the file if it must, which takes seconds for a checkpoint, and remembers it. */
    String of(Path file) throws IOException;
}
