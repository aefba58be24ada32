package io.darkroom.diffusion.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * CLIP's tokenizer: text in, token ids out, as transformers 4's {@code CLIPTokenizer} gives them without ftfy (which is
 * how ComfyUI installs it). Immutable, safe for concurrent use; it holds half a megabyte of merges, so make one and share
 * it.
 */
public final class ClipTokenizer {
    /** Opens each chunk. */
    public static final int START = Vocabulary.START;

    /** Closes each chunk's text. */
    public static final int END = Vocabulary.END;

    private static final String START_TEXT = "<|startoftext|>";
    private static final String END_TEXT = "<|endoftext|>";
    private static final Pattern SPECIAL = Pattern.compile(Pattern.quote(START_TEXT) + "|" + Pattern.quote(END_TEXT));

    // The pattern of OpenAI's CLIP (Radford et al. 2021, arXiv 2103.00020).
    private static final Pattern WORD = Pattern.compile(
            Pattern.quote(START_TEXT) + "|" + Pattern.quote(END_TEXT)
                    + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private final Vocabulary vocabulary;

    private ClipTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Builds the vocabulary from the merges in this jar. */
    public static ClipTokenizer load() {
        return new ClipTokenizer(Vocabulary.load());
    }

    /** The tokens of a text, of any length and without start and end. */
    public int[] tokenize(String text) {
        IntStream.Builder ids = IntStream.builder();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            tokenizeWords(text.substring(from, special.start()), ids);
            ids.add(special.group().equals(START_TEXT) ? START : END);
            from = special.end();
        }
        tokenizeWords(text.substring(from), ids);
        return ids.build().toArray();
    }

    private void tokenizeWords(String text, IntStream.Builder ids) {
        Matcher words = WORD.matcher(TextCleaning.clean(text));
        while (words.find()) {
            switch (words.group()) {
                case START_TEXT -> ids.add(START);
                case END_TEXT -> ids.add(END);
                default ->
                    Arrays.stream(BytePairs.tokens(vocabulary, words.group())).forEach(ids::add);
            }
        }
    }
}
