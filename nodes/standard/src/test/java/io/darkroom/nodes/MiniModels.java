package io.darkroom.nodes;

import io.darkroom.onnx.fixture.MiniCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of the user's as the goldens were made with: the mini checkpoint, embeddings, a LoRA, pictures. */
public final class MiniModels {
    public static final String CHECKPOINT = "mini-fp16.safetensors";

    private static final List<String> EMBEDDINGS =
            List.of("pub128-emb_params.safetensors", "pub128-a1111.pt", "pub128-diffusers.bin");
    private static final List<String> PICTURES = List.of("pub_rgba.png", "pub_scene.png");

    private MiniModels() {}

    public static void fill(Path base) throws IOException {
        Path checkpoints = Files.createDirectories(base.resolve("models/checkpoints"));
        MiniCheckpoint.write(checkpoints.resolve(CHECKPOINT));
        for (String embedding : EMBEDDINGS) {
            Goldens.copy("ti/" + embedding, base.resolve("models/embeddings"));
        }
        Goldens.copy("lora/pub-lora-mini.safetensors", base.resolve("models/loras"));
        for (String picture : PICTURES) {
            Goldens.copy("inputs/" + picture, base.resolve("input"));
        }
    }
}
