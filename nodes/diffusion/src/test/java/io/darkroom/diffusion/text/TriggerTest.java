package io.darkroom.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.TextEncoder.Trigger;
import io.darkroom.api.type.TextNetwork.Family;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that stand for the vectors (3, 4) and (5, 6), whose first numbers show in the encoding. */
class TriggerTest {
    private static final int CAT = 2368;
    private static final ClipTokenizer TOKENIZER = ClipTokenizer.load();

    private static TextEncoder encoder(String word, double strength) {
        EmbeddingSource castle = (name, family, width) ->
                name.equals("castle") ? Optional.of(Tensor.of(Shape.of(1, 2), 77, 78)) : Optional.empty();
        return ClipTextEncoder.of(new LinearTower(Family.OPEN_CLIP_H, 1), TOKENIZER, castle)
                .withTrigger(trigger(word, strength, 3, 4, 5, 6));
    }

    private static Trigger trigger(String word, double strength, float... vectors) {
        return new Trigger(word, Tensor.of(Shape.of(vectors.length / 2, 2), vectors), strength);
    }

    private static float[] afterStart(TextEncoder encoder, String prompt, int count) {
        Tensor tokens = encoder.encode(prompt, notice -> {}, Cancellation.NEVER)
                .entries()
                .get(0)
                .tokens();
        float[] firsts = new float[count];
        for (int i = 0; i < count; i++) {
            firsts[i] = tokens.get(2 * (i + 1));
        }
        return firsts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "castle         | cat CASTLE cat",
                "castle         | cat castle, cat",
                "castle         | cat violet-castle cat",
                "violet-castle  | cat Violet-Castle cat",
                "violet castle  | cat violet  castle cat",
                "<castle>       | cat <castle>cat",
                "château        | cat CHA\u0302TEAU cat",
                "castle (night) | cat castle \\(night\\) cat",
                ".*             | cat .* cat",
                "\\E            | cat \\E cat",
            })
    void theWholeWordStandsForTheVectors(String word, String prompt) {
        assertThat(afterStart(encoder(word, 1), prompt, 40)).containsSequence(3, 5);
    }

    @ParameterizedTest
    @CsvSource({"castle,castles", "castle,sandcastle", "castle,castle2", "castle,my_castle", "castle,cast le"})
    void aPartOfAnotherWordIsNoTrigger(String word, String prompt) {
        assertThat(afterStart(encoder(word, 1), prompt, 40)).doesNotContain(3, 5);
    }

    @Test
    void theVectorsAreScaledByTheStrength() {
        assertThat(afterStart(encoder("castle", 0.5), "castle", 2)).containsExactly(1.5f, 2.5f);
    }

    @Test
    void promptWeightsActOnTheVectorsToo() {
        // Behind the start token the empty prompt has the end token, then padding 0.
        assertThat(afterStart(encoder("castle", 1), "cat (castle:2)", 3)).containsExactly(CAT, 6, 10);
    }

    @Test
    void everyOccurrenceInEveryPromptCounts() {
        TextEncoder encoder = encoder("castle", 1);

        assertThat(afterStart(encoder, "castle castle", 4)).containsExactly(3, 5, 3, 5);
        assertThat(afterStart(encoder, "cat castle", 3)).containsExactly(CAT, 3, 5);
    }

    @Test
    void embeddingNamesStillWorkBesideATriggerOfTheSameName() {
        assertThat(afterStart(encoder("castle", 1), "embedding:castle castle", 3))
                .containsExactly(77, 3, 5);
    }

    @Test
    void ofTwoTriggersTheLongerWins() {
        TextEncoder encoder = encoder("castle", 1).withTrigger(trigger("violet castle", 1, 8, 9));

        assertThat(afterStart(encoder, "violet castle, castle", 4)).containsExactly(8, 267, 3, 5);
    }

    @Test
    void theSameWordAgainReplacesTheFirst() {
        TextEncoder encoder = encoder("castle", 1).withTrigger(trigger("Castle ", 1, 8, 9));

        assertThat(afterStart(encoder, "castle", 1)).containsExactly(8);
    }

    @Test
    void aTriggerIsKeptByOtherChanges() {
        assertThat(afterStart(encoder("castle", 1).withLayer(-1), "castle", 2)).containsExactly(3, 5);
    }

    @Test
    void vectorsOfAnotherWidthAreRefused() {
        Trigger wide = new Trigger("castle", Tensor.zeros(Shape.of(1, 3)), 1);

        assertThatThrownBy(() -> encoder("tower", 1).withTrigger(wide))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"castle\" has the shape [1, 3]", "width 2");
    }

    @Test
    void aBlankTriggerIsRefused() {
        assertThatThrownBy(() -> encoder(" ", 1))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("blank");
    }
}
