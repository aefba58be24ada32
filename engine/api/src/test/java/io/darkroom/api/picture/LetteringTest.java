package io.darkroom.api.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetteringTest {
    private final Lettering letters = Lettering.of(Font.PLAIN, 20);

    @Test
    void aShortTextStaysOneLine() {
        assertThat(letters.wrap("  karras ", 500, 3)).containsExactly("karras");
    }

    @Test
    void aTextBreaksBetweenWords() {
        List<String> lines = letters.wrap("a violet castle at dawn", letters.width("a violet castle"), 3);

        assertThat(lines).containsExactly("a violet castle", "at dawn");
    }

    @Test
    void aFileNameBreaksAfterItsSeparators() {
        List<String> lines = letters.wrap("sd15/pseudo-flex.safetensors", letters.width("sd15/pseudo-flex.sa"), 3);

        assertThat(lines).containsExactly("sd15/pseudo-flex.", "safetensors");
    }

    @Test
    void whatDoesNotFitEndsInAnEllipsis() {
        float width = letters.width("words words ");

        List<String> lines = letters.wrap("words ".repeat(50), width, 2);

        assertThat(lines).hasSize(2).first().isEqualTo("words words");
        assertThat(lines.get(1)).endsWith("…");
        assertThat(letters.width(lines.get(1))).isLessThanOrEqualTo(width);
    }

    @Test
    void aWordWiderThanTheLineIsCutBetweenLettersNeverInsideOne() {
        List<String> lines = letters.wrap("😀".repeat(7), letters.width("😀😀") + 1, 9);

        assertThat(lines).allMatch(line -> line.codePoints().allMatch(letter -> letter == 0x1F600));
        assertThat(String.join("", lines)).isEqualTo("😀".repeat(7));
    }

    @Test
    void lineBreaksAndControlCharactersAreSpaces() {
        assertThat(letters.wrap("one\n\ttwo\u0000three", 500, 1)).containsExactly("one two three");
    }

    @Test
    void nothingHasNoLines() {
        assertThat(letters.wrap(" \n ", 10, 3)).isEmpty();
    }
}
