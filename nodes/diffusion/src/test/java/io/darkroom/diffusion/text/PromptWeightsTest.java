package io.darkroom.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.diffusion.Goldens;
import io.darkroom.diffusion.text.PromptWeights.Weighted;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptWeightsTest {
    static Stream<String> referencePrompts() {
        Iterable<String> prompts =
                () -> Goldens.json("tokens/token_weights.json").fieldNames();
        return StreamSupport.stream(prompts.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("referencePrompts")
    void piecesAndWeightsAreTheReferences(String prompt) {
        JsonNode expected = Goldens.json("tokens/token_weights.json").get(prompt);

        List<Weighted> pieces = PromptWeights.parse(prompt);

        assertThat(pieces).hasSameSizeAs(expected);
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(pieces.get(i).text()).isEqualTo(expected.get(i).get(0).asText());
            assertThat(pieces.get(i).weight()).isCloseTo(expected.get(i).get(1).asDouble(), within(1e-12));
        }
    }

    @Test
    void aBracketTooManyMakesTheNextOneText() {
        assertThat(PromptWeights.parse("a) ((b))"))
                .containsExactly(new Weighted("a) (", 1), new Weighted("b", 1.1), new Weighted(")", 1));
    }

    @Test
    void theLastBracketClosesAnUnclosedOne() {
        assertThat(PromptWeights.parse("x (a (b:0.5)"))
                .containsExactly(new Weighted("x ", 1), new Weighted("a ", 0.5), new Weighted("(b", 0.5));
    }

    @Test
    void anUnclosedBracketMakesTheRestOneText() {
        assertThat(PromptWeights.parse("x (a (b:0.5) c"))
                .containsExactly(new Weighted("x ", 1), new Weighted("(a (b:0.5) c", 1));
    }

    @Test
    void anEmptyTextHasNoPieces() {
        assertThat(PromptWeights.parse("")).isEmpty();
        assertThat(PromptWeights.parse("()")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"(a:1_0.5),10.5", "(a: 2 ),2", "(a:1e-1),0.1", "(a:٣),3", "(a:inf),Infinity", "(a:-Infinity),-Infinity"
    })
    void weightsAreReadAsPythonReadsNumbers(String prompt, double weight) {
        assertThat(PromptWeights.parse(prompt)).containsExactly(new Weighted("a", weight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:0x1p3", "a:1f", "a:1__0", "a:_1", "a:1_", "a:.", "a:1e", "a:", "a:1 2", ":1.3"})
    void whatIsNoNumberIsText(String content) {
        assertThat(PromptWeights.parse("(" + content + ")")).containsExactly(new Weighted(content, 1.1));
    }

    @Test
    void bracketsMayNestHundredThousandDeep() {
        int depth = 100_000;

        assertThat(PromptWeights.parse("(".repeat(depth) + "a:0.5" + ")".repeat(depth)))
                .containsExactly(new Weighted("a", 0.5));
    }

    @Test
    void aMegabyteOfUnclosedBracketsIsOneText() {
        String open = "(".repeat(1_000_000);

        assertThat(PromptWeights.parse(open)).containsExactly(new Weighted(open, 1));
    }

    @Test
    void bracketsClosedTooFewTimesAtTheEndAreReadInOneSweep() {
        int depth = 100_000;

        assertThat(PromptWeights.parse("(".repeat(2 * depth) + "a" + ":1)".repeat(depth)))
                .containsExactly(new Weighted("(".repeat(depth) + "a", 1));
    }
}
