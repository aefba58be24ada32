package io.darkroom.cli.command;

import io.darkroom.engine.disk.FileDigests;
import io.darkroom.onnx.checkpoint.FileHash;
import io.darkroom.onnx.checkpoint.FileHashes;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The remembered hashes of model files, for results on disk. */
record HashedFiles(FileHashes hashes) implements FileDigests {
    @Override
    public Optional<String> known(Path file) {
        return hashes.known(file).map(FileHash::sha256);
    }

    @Override
    public String of(Path file) throws IOException {
        try {
            return hashes.of(file).sha256();
        } catch (UnusableFileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
