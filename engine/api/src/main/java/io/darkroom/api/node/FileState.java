package io.darkroom.api.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A part of a fingerprint that stands for what a file holds, or all files of a folder. Equal for equal states. The engine can
 * put hashes of the contents in its place, and so knows results again wherever the files lie.
 */
public interface FileState {
    /** The files, by their names within the folder; a file alone has the name {@code ""}. */
    Map<String, Path> files();

    /** Whether the files are still as they were when this was made. */
    boolean isCurrent() throws IOException;
}
