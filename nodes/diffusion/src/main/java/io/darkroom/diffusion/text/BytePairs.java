package io.darkroom.diffusion.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.PriorityQueue;

/** Splits one word into the tokens of byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909), in n log n steps. */
final class BytePairs {
    private static final int NONE = -1;

    private final Vocabulary vocabulary;
    private final int[] symbols;
    private final int[] next;
    private final int[] previous;
    /** Merges that may be possible: merged token above, place below, so that the earliest merge comes first. */
    private final PriorityQueue<Long> candidates = new PriorityQueue<>();

    private BytePairs(Vocabulary vocabulary, byte[] word) {
        this.vocabulary = vocabulary;
        symbols = new int[word.length];
        next = new int[word.length];
        previous = new int[word.length];
        for (int i = 0; i < word.length; i++) {
            boolean last = i == word.length - 1;
            symbols[i] = last ? vocabulary.lastByteId(word[i]) : vocabulary.byteId(word[i]);
            next[i] = last ? NONE : i + 1;
            previous[i] = i - 1;
        }
    }

    /**
     * @param word not empty
     */
    static int[] tokens(Vocabulary vocabulary, String word) {
        return new BytePairs(vocabulary, word.getBytes(StandardCharsets.UTF_8)).merged();
    }

    private int[] merged() {
        for (int i = 0; i < symbols.length; i++) {
            consider(i);
        }
        while (!candidates.isEmpty()) {
            long candidate = candidates.remove();
            int at = (int) candidate;
            if (mergedAt(at) == (int) (candidate >>> 32)) {
                merge(at, (int) (candidate >>> 32));
            }
        }
        int[] tokens = new int[symbols.length];
        int count = 0;
        for (int i = 0; i != NONE; i = next[i]) {
            tokens[count++] = symbols[i];
        }
        return Arrays.copyOf(tokens, count);
    }

    private void merge(int at, int token) {
        int gone = next[at];
        symbols[at] = token;
        symbols[gone] = NONE;
        next[at] = next[gone];
        if (next[at] != NONE) {
            previous[next[at]] = at;
        }
        consider(at);
        if (previous[at] != NONE) {
            consider(previous[at]);
        }
    }

    private void consider(int at) {
        int merged = mergedAt(at);
        if (merged != NONE) {
            candidates.add(((long) merged << 32) | at);
        }
    }

    /** What the symbol here and its neighbour merge to, if both still stand. */
    private int mergedAt(int at) {
        return symbols[at] == NONE || next[at] == NONE ? NONE : vocabulary.merged(symbols[at], symbols[next[at]]);
    }
}
