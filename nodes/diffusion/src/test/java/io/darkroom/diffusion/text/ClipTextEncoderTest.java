package io.darkroom.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning.Entry;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.TextNetwork.Family;
import io.darkroom.api.type.WeightPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The encoder's arithmetic on a tower whose answers can be worked out by hand. */
class ClipTextEncoderTest {
    private static final ClipTokenizer TOKENIZER = ClipTokenizer.load();
    private static final int START = ClipTokenizer.START;
    private static final int END = ClipTokenizer.END;
    private static final int CAT = 2368;

    private static final EmbeddingSource EMBEDDINGS = (name, family, width) -> switch (name) {
        case "two" -> Optional.of(Tensor.of(Shape.of(2, 2), 11, 12, 21, 22));
        case "wide" -> Optional.of(Tensor.of(Shape.of(1, 3), 7, 8, 9));
        default -> Optional.empty();
    };

    private final ClipTextEncoder encoder = encoder(Family.OPEN_CLIP_H);
    private final List<String> notices = new ArrayList<>();

    private static ClipTextEncoder encoder(Family family) {
        return ClipTextEncoder.of(new LinearTower(family, 1), TOKENIZER, EMBEDDINGS);
    }

    private Entry encode(TextEncoder any, String prompt) {
        return any.encode(prompt, notices::add, Cancellation.NEVER).entries().get(0);
    }

    /** The hidden states' first numbers: with this tower the token ids that went in. */
    private float[] ids(TextEncoder any, String prompt, int from, int to) {
        Tensor tokens = encode(any, prompt).tokens();
        float[] ids = new float[to - from];
        for (int i = from; i < to; i++) {
            ids[i - from] = tokens.get(2 * i);
        }
        return ids;
    }

    @Test
    void aPromptIsOneChunkOf77() {
        assertThat(encode(encoder, "cat").tokens().shape()).isEqualTo(Shape.of(1, 77, 2));
        assertThat(ids(encoder, "cat", 0, 4)).containsExactly(START, CAT, END, 0);
    }

    @Test
    void sd1PadsWithTheEndToken() {
        assertThat(ids(encoder(Family.CLIP_L), "cat", 2, 5)).containsExactly(END, END, END);
    }

    @Test
    void longPromptsBecomeChunksSideBySide() {
        String prompt = "cat ".repeat(80);

        assertThat(encode(encoder, prompt).tokens().shape()).isEqualTo(Shape.of(1, 154, 2));
        assertThat(ids(encoder, prompt, 75, 84)).containsExactly(CAT, END, START, CAT, CAT, CAT, CAT, CAT, END);
    }

    @Test
    void manyChunksAreTheSameAsFew() {
        String prompt = "cat ".repeat(75 * 20);

        assertThat(encode(encoder, prompt).tokens().shape()).isEqualTo(Shape.of(1, 77 * 20, 2));
        assertThat(ids(encoder, prompt, 77 * 19, 77 * 19 + 2)).containsExactly(START, CAT);
    }

    @Test
    void weightsMoveTokensAwayFromTheEmptyPrompt() {
        // Behind the start token the empty prompt has the end token, then padding.
        assertThat(ids(encoder, "(cat:1.5) cat (cat:0)", 1, 4)).containsExactly((CAT - END) * 1.5f + END, CAT, 0);
    }

    @Test
    void thePooledOutputIsTheFirstChunksAtItsEnd() {
        assertThat(encode(encoder, "(cat:3) cat").pooled()).contains(Tensor.of(Shape.of(1, 2), 3, END));
        assertThat(encode(encoder, "cat ".repeat(80)).pooled()).contains(Tensor.of(Shape.of(1, 2), 76, END));
    }

    @Test
    void openClipAnswersItsPenultimateLayerAndClipLItsLast() {
        assertThat(encode(encoder, "cat").tokens().get(1)).isEqualTo(1 - 200);
        assertThat(encode(encoder(Family.CLIP_L), "cat").tokens().get(1)).isEqualTo(1 - 100);
    }

    @Test
    void anotherLayerIsAnotherEncoder() {
        TextEncoder deeper = encoder.withLayer(-3);

        assertThat(encode(deeper, "cat").tokens().get(1)).isEqualTo(1 - 300);
        assertThat(encode(encoder, "cat").tokens().get(1)).isEqualTo(1 - 200);
    }

    @Test
    void layersCountFromTheEnd() {
        assertThatThrownBy(() -> encoder.withLayer(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer 0");
    }

    @Test
    void patchesReachTheNetwork() {
        WeightPatch any = new WeightPatch() {
            @Override
            public String identity() {
                return "any";
            }

            @Override
            public boolean changes(String key) {
                return true;
            }

            @Override
            public float[] apply(String key, Shape shape, float[] weight) {
                return weight;
            }
        };

        assertThat(ids(encoder.patched(any), "cat", 1, 2)).containsExactly(2 * CAT);
    }

    @Test
    void embeddingsStandAsTheirVectors() {
        assertThat(ids(encoder, "cat embedding:two, cat", 0, 7)).containsExactly(START, CAT, 11, 21, 267, CAT, END);
        assertThat(notices).isEmpty();
    }

    @Test
    void anEmbeddingThatIsNotThereIsLeftOutAndSaid() {
        assertThat(ids(encoder, "cat embedding:none cat", 0, 4)).containsExactly(START, CAT, CAT, END);
        assertThat(notices).singleElement().asString().contains("\"none\" was not found");
    }

    @Test
    void anEmbeddingOfAnotherWidthIsLeftOutAndSaid() {
        assertThat(ids(encoder, "cat embedding:wide cat", 0, 77))
                .startsWith(START, CAT, CAT, END, 0)
                .endsWith(0, 0);
        assertThat(encode(encoder, "cat embedding:wide cat")
                        .pooled()
                        .orElseThrow()
                        .get(0))
                .isEqualTo(3);
        assertThat(notices).first().asString().contains("\"wide\" has vectors of width 3", "takes 2");
    }

    @Test
    void anEndTokenInThePromptIsWhereThePooledOutputIsRead() {
        assertThat(encode(encoder, "cat<|endoftext|> cat")
                        .pooled()
                        .orElseThrow()
                        .get(0))
                .isEqualTo(2);
    }

    @Test
    void weightsThatAreNoFiniteNumbersAreRefused() {
        assertThatThrownBy(() -> encode(encoder, "(cat:nan)"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("weight NaN");
        assertThatThrownBy(() -> encode(encoder, "(".repeat(10_000) + "cat" + ")".repeat(10_000)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("weight Infinity");
    }

    @Test
    void promptsOfAbsurdLengthAreRefusedWithTheLimit() {
        assertThatThrownBy(() -> encode(encoder, "cat ".repeat(1 << 20)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("4194304 characters; at most 100000");
        assertThatThrownBy(() -> encode(encoder, "1".repeat(90_000)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("1200 chunks of 75 tokens; at most 256");
    }

    @Test
    void aCancelledEncodingStops() {
        Cancellation requested = new Cancellation() {
            @Override
            public boolean requested() {
                return true;
            }

            @Override
            public Registration onRequest(Runnable action) {
                action.run();
                return () -> {};
            }
        };

        assertThatThrownBy(() -> encoder.encode("cat", notices::add, requested)).isInstanceOf(CancelledException.class);
    }
}
