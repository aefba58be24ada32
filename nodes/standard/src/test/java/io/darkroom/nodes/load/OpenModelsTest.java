package io.darkroom.nodes.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenModelsTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsOpenedOnceUntilItChanges() throws IOException {
        Path file = folder.resolve("mini.safetensors");
        MiniCheckpoint.write(file);
        try (OpenModels models = new OpenModels()) {
            Checkpoint first = models.checkpoint(file);
            Checkpoint again = models.checkpoint(file);
            Files.writeString(folder.resolve("mini.json"), "{\"prediction_type\": \"epsilon\"}");
            Checkpoint changed = models.checkpoint(file);

            assertThat(again).isSameAs(first);
            assertThat(changed).isNotSameAs(first);
        }
    }
}
