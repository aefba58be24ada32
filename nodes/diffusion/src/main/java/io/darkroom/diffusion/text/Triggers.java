package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextEncoder.Trigger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words that stand for vectors, found whole and in any case; of two that fit at one place the longer wins. Immutable. */
final class Triggers {
    static final Triggers NONE = new Triggers(List.of());

    /** What a word is made of: punctuation and spaces end it. */
    private static final String IN_WORD = "[\\p{L}\\p{M}\\p{N}_]";

    private final List<Entry> longestFirst;
    private final Pattern pattern;

    /** A stretch of text, and the vectors of the trigger that follows it; empty at the end of the text. */
    record Piece(String text, Optional<Tensor> vectors) {}

    /**
     * @param word composed (NFC), with single spaces
     * @param vectors scaled by the strength
     */
    private record Entry(String word, Tensor vectors) {}

    private Triggers(List<Entry> longestFirst) {
        this.longestFirst = longestFirst;
        this.pattern = Pattern.compile(
                longestFirst.stream()
                        .map(entry -> "(" + wholeWord(entry.word) + ")")
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** These and one more, which replaces an earlier one of the same word. */
    Triggers with(Trigger trigger) {
        String word = composed(trigger.word()).strip().replaceAll("\\s+", " ");
        List<Entry> all = new ArrayList<>(longestFirst);
        all.removeIf(entry -> entry.word.equalsIgnoreCase(word));
        all.add(new Entry(word, trigger.vectors().times((float) trigger.strength())));
        all.sort(Comparator.comparing((Entry entry) -> entry.word.length()).reversed());
        return new Triggers(List.copyOf(all));
    }

    /** Cuts a text at its triggers. */
    List<Piece> split(String text) {
        if (longestFirst.isEmpty()) {
            return List.of(new Piece(text, Optional.empty()));
        }
        String composed = composed(text);
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = pattern.matcher(composed);
        int from = 0;
        while (matcher.find()) {
            Tensor vectors = longestFirst.get(matchedGroup(matcher) - 1).vectors;
            pieces.add(new Piece(composed.substring(from, matcher.start()), Optional.of(vectors)));
            from = matcher.end();
        }
        pieces.add(new Piece(composed.substring(from), Optional.empty()));
        return pieces;
    }

    private static int matchedGroup(Matcher matcher) {
        return IntStream.rangeClosed(1, matcher.groupCount())
                .filter(group -> matcher.start(group) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static String wholeWord(String word) {
        String inner = Arrays.stream(word.split(" ", -1)).map(Pattern::quote).collect(Collectors.joining("\\s++"));
        String before = word.matches("(?s)" + IN_WORD + ".*") ? "(?<!" + IN_WORD + ")" : "";
        String after = word.matches("(?s).*" + IN_WORD) ? "(?!" + IN_WORD + ")" : "";
        return before + inner + after;
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
