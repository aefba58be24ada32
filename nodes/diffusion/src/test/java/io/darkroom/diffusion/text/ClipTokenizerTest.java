package io.darkroom.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClipTokenizerTest {
    private static final ClipTokenizer TOKENIZER = ClipTokenizer.load();

    @Test
    void capitalsDoNotMatter() {
        assertThat(TOKENIZER.tokenize("A Castle AT Night")).isEqualTo(TOKENIZER.tokenize("a castle at night"));
    }

    @Test
    void composedAndDecomposedAccentsAreTheSame() {
        assertThat(TOKENIZER.tokenize("cafe\u0301")).isEqualTo(TOKENIZER.tokenize("caf\u00e9"));
    }

    @Test
    void specialTokensCutTheTextEvenNextToPunctuation() {
        assertThat(TOKENIZER.tokenize("cat!<|endoftext|>cat")).containsExactly(2368, 256, ClipTokenizer.END, 2368);
    }

    @Test
    void emptyTextHasNoTokens() {
        assertThat(TOKENIZER.tokenize(" \n\u0000")).isEmpty();
    }

    @Test
    void emojiNewerThanThisJavaAreKept() {
        assertThat(TOKENIZER.tokenize("\uD83E\uDEE8")).isNotEmpty(); // U+1FAE8, Unicode 15
    }

    @Test
    void aWordOfAMegabyteIsTokenized() {
        assertThat(TOKENIZER.tokenize("a".repeat(1 << 20))).hasSizeGreaterThan(1 << 10);
    }

    @Test
    void aMegabyteOfMixedScriptsIsTokenized() {
        assertThat(TOKENIZER.tokenize("a\uD835\uDC1A \u732B1".repeat(1 << 17))).hasSizeGreaterThan(4 << 17);
    }
}
