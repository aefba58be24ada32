package io.darkroom.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.prompt.SplitMix;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicPromptTest {
    private static String draw(String template, long seed) {
        return DynamicPrompt.draw("text", template, new SplitMix(seed));
    }

    @Test
    void everyOptionIsAboutAsLikelyAsTheOthers() {
        Map<String, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < 3000; seed++) {
            counts.merge(draw("a {red|green|blue} door", seed), 1, Integer::sum);
        }

        assertThat(counts).containsOnlyKeys("a red door", "a green door", "a blue door");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900, 1100));
    }

    @Test
    void choicesMayLieInsideChoices() {
        Set<String> possible = Set.of("x1z", "x2z", "y");

        for (int seed = 0; seed < 50; seed++) {
            assertThat(draw("{x{1|2}z|y}", seed)).isIn(possible);
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(draw("{a|b|c|d|e|f|g|h}{a|b|c|d|e|f|g|h}", 42))
                .isEqualTo(draw("{a|b|c|d|e|f|g|h}{a|b|c|d|e|f|g|h}", 42));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "plain, (weights:1.2) [x] ~ plain, (weights:1.2) [x]",
                "\\{a\\|b\\} ~ {a|b}",
                "{\\{|\\{} ~ {",
                "\\(round\\) ~ \\(round\\)",
                "a | b } c ~ a | b } c",
                "{same ~ same",
                "{same|same ~ same",
                "{} ~ ''",
                "{|} ~ ''",
                "one /* two { */ three ~ 'one  three'",
                "http://x ~ http:",
                "/* open ~ /* open",
                "end\\ ~ end\\",
            })
    void signsThatDrawNothing(String template, String expected) {
        assertThat(draw(template, 1)).isEqualTo(expected);
    }

    @Test
    void aLineCommentEndsWithItsLine() {
        assertThat(draw("one // two\nthree", 1)).isEqualTo("one \nthree");
    }

    @Test
    void aHundredThousandBracesAreNoProblem() {
        assertThat(draw("{".repeat(100_000) + "x" + "}".repeat(100_000), 1)).isEqualTo("x");
        assertThat(draw("{".repeat(100_000), 1)).isEmpty();
        assertThat(draw("/* ".repeat(100_000), 1)).hasSize(300_000);
    }

    @Test
    void millionsOfOptionsAreRefused() {
        assertThatThrownBy(() -> draw("{|".repeat(1_000_000), 1))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("more than 200000 options");
    }

    @RepeatedTest(200)
    void anyTextIsDrawnWithoutFailing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append("{}|\\/*\na ".charAt(random.nextInt(9)));
        }

        assertThat(draw(text.toString(), seed)).as("seed %d", seed).hasSizeLessThanOrEqualTo(text.length());
    }
}
