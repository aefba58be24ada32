package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.type.Conditioning;
import io.darkroom.onnx.weights.TensorFile;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ComfyUI's encodings of prompts with weights and embeddings (goldens/parts, tolerance 3e-4), from node to network. */
@ExtendWith(MiniProgram.class)
class TextGoldensTest {
    @TempDir
    private Path folder;

    static Stream<JsonNode> prompts() {
        JsonNode cases = Goldens.json("parts/mini.json").get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(golden -> golden.get("kind").asText().equals("clip_text_encode"));
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void promptsAreEncodedAsByTheReference(JsonNode golden, Program program) {
        Flow flow = new Flow();
        Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        int layer = golden.get("stop_at_clip_layer").asInt();
        Flow.Node clip = flow.add("CLIPSetLastLayer", "clip", checkpoint.out(1), "stop_at_clip_layer", layer);
        String text = golden.get("text").asText();
        flow.look(
                "text",
                flow.add("CLIPTextEncode", "clip", clip.out(0), "text", text).out(0));

        program.run(flow.workflow());

        Conditioning.Entry encoded =
                ((Conditioning) program.seen("text")).entries().get(0);
        try (TensorFile file = TensorFile.open(Goldens.copy("parts/mini.safetensors", folder))) {
            assertThat(Goldens.distance(
                            encoded.tokens(),
                            Goldens.tensor(file, golden.get("cond").asText())))
                    .isLessThan(3e-4);
            assertThat(Goldens.distance(
                            encoded.pooled().orElseThrow(),
                            Goldens.tensor(file, golden.get("pooled").asText())))
                    .isLessThan(3e-4);
        }
    }
}
