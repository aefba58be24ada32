package io.darkroom.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.type.TextNetwork.Family;
import io.darkroom.diffusion.Goldens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompts against ComfyUI 0.3.64's SD 2 tokenizer (transformers 4.57.1, no ftfy): ids, weights and embedding rows. */
class PromptGoldensTest {
    private static final StoredEmbeddings EMBEDDINGS = new StoredEmbeddings();
    private static final PromptReader READER =
            PromptReader.of(ClipTokenizer.load(), EMBEDDINGS, Family.OPEN_CLIP_H, 128);

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(
                        Goldens.json("tokens/tokens.json").get("cases").spliterator(), false)
                .map(golden -> Named.of(golden.get("text").toString(), golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void promptsBecomeTheReferencesTokens(JsonNode golden) {
        List<Chunk> chunks = READER.read(golden.get("text").asText(), notice -> {});

        assertThat(chunks).hasSameSizeAs(golden.get("ids"));
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            JsonNode ids = golden.get("ids").get(chunk);
            JsonNode weights = golden.get("weights").get(chunk);
            List<Token> tokens = chunks.get(chunk).tokens();
            assertThat(tokens).hasSameSizeAs(ids);
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                assertThat(token.weight()).isCloseTo(weights.get(i).asDouble(), within(1e-9));
                assertThat(described(token))
                        .as("token %d of chunk %d", i, chunk)
                        .isEqualTo(expected(ids.get(i)));
            }
        }
    }

    private static List<Float> described(Token token) {
        return token instanceof Token.Vector vector
                ? floats(vector.vectors().slice(vector.row(), vector.row() + 1).toArray())
                : List.of((float) ((Token.Id) token).id());
    }

    private static List<Float> expected(JsonNode id) {
        return id.isTextual() ? floats(EMBEDDINGS.row(id.asText())) : List.of((float) id.asInt());
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
