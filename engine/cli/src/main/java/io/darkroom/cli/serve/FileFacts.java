package io.darkroom.cli.serve;

import io.darkroom.cli.report.Findings;
import io.darkroom.onnx.checkpoint.FileHash;
import io.darkroom.onnx.checkpoint.FileHashes;
import io.darkroom.onnx.checkpoint.Inspection;
import io.darkroom.server.ModelFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code darkroom inspect} knows of model files. */
record FileFacts(FileHashes hashes) implements ModelFacts {
    @Override
    public Map<String, @Nullable Object> inspect(Path file) throws IOException {
        return Map.copyOf(Findings.of(String.valueOf(file.getFileName()), Inspection.of(file, Inspection.Depth.HEADER))
                .json());
    }

    @Override
    public String hash(Path file) throws IOException {
        return hashes.of(file).sha256();
    }

    @Override
    public Optional<String> knownHash(Path file) {
        return hashes.known(file).map(FileHash::sha256);
    }
}
