package io.darkroom.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for one command's own files; closing deletes it. */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    public static ScratchFolder create() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("darkroom"));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Emptying.empty(path);
        Files.delete(path);
    }
}
