package io.darkroom.diffusion.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a text tower reads at once: the start token, up to 75 tokens of the prompt, the end token, padding.
 *
 * @param tokens 77 of them
 */
record Chunk(List<Token> tokens) {
    static final int LENGTH = 77; // CLIP's context length
    private static final int ROOM = LENGTH - 2;

    /** A group of fewer tokens is never split between two chunks. */
    private static final int SPLIT_FROM = 8; // ComfyUI's max_word_length

    Chunk {
        tokens = List.copyOf(tokens);
    }

    /** Whether some token does not count plainly. */
    boolean weighted() {
        return tokens.stream().anyMatch(token -> token.weight() != 1);
    }

    /**
     * Fills as many chunks as the groups need, at least one.
     *
     * @param pad the id that fills what is left of a chunk
     */
    static List<Chunk> pack(List<List<Token>> groups, int pad) {
        List<Chunk> chunks = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        for (List<Token> group : groups) {
            int from = 0;
            while (group.size() - from > ROOM - open.size()) {
                if (group.size() >= SPLIT_FROM) {
                    int to = from + ROOM - open.size();
                    open.addAll(group.subList(from, to));
                    from = to;
                }
                chunks.add(closed(open, pad));
                open.clear();
            }
            open.addAll(group.subList(from, group.size()));
        }
        chunks.add(closed(open, pad));
        return chunks;
    }

    private static Chunk closed(List<Token> text, int pad) {
        List<Token> tokens = new ArrayList<>(LENGTH);
        tokens.add(new Token.Id(ClipTokenizer.START, 1));
        tokens.addAll(text);
        tokens.add(new Token.Id(ClipTokenizer.END, 1));
        tokens.addAll(Collections.nCopies(LENGTH - tokens.size(), new Token.Id(pad, 1)));
        return new Chunk(tokens);
    }
}
