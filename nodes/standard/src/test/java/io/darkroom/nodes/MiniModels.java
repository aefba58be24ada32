package io.darkroom.nodes;

import io.darkroom.onnx.fixture.MiniCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of the user's as the goldens were made with: the mini checkpoint, embeddings, a LoRA, pictures. */
public final class MiniModels {
    public static final String CHECKPOINT = "mini-fp16.safetensors";

    private MiniModels() {}

    public static void fill(Path base) throws IOException {
        Path checkpoints = Files.createDirectories(base.resolve("models/checkpoints"));
        MiniCheckpoint.write(checkpoints.resolve(CHECKPOINT));
        copy("embeddings", base.resolve("models/embeddings"));
        copy("loras", base.resolve("models/loras"));
        copy("inputs", base.resolve("input"));
    }

    private static void copy(String goldens, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(Goldens.path(goldens))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
