package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextEncoder.Trigger;
import io.darkroom.api.type.TextNetwork.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Turns a prompt into chunks of tokens: weights, then {@code embedding:name}, then trigger words, then CLIP's tokens.
 * Immutable.
 */
final class PromptReader {
    private static final String EMBEDDING = "embedding:";
    private static final Pattern BEFORE_EMBEDDING = Pattern.compile("[ \n](?=" + EMBEDDING + ")");
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final ClipTokenizer tokenizer;
    private final EmbeddingSource embeddings;
    private final Family family;
    private final int width;
    private final Triggers triggers;

    private PromptReader(
            ClipTokenizer tokenizer, EmbeddingSource embeddings, Family family, int width, Triggers triggers) {
        this.tokenizer = tokenizer;
        this.embeddings = embeddings;
        this.family = family;
        this.width = width;
        this.triggers = triggers;
    }

    /**
     * @param width the width of the tower's token vectors
     */
    static PromptReader of(ClipTokenizer tokenizer, EmbeddingSource embeddings, Family family, int width) {
        return new PromptReader(tokenizer, embeddings, family, width, Triggers.NONE);
    }

    PromptReader with(Trigger trigger) {
        return new PromptReader(tokenizer, embeddings, family, width, triggers.with(trigger));
    }

    /** The id that fills a chunk after the end token. */
    int pad() {
        return switch (family) {
            case CLIP_L -> ClipTokenizer.END;
            case OPEN_CLIP_H -> 0;
        };
    }

    List<Chunk> read(String prompt, Consumer<String> notices) {
        List<List<Token>> groups = new ArrayList<>();
        for (PromptWeights.Weighted piece : PromptWeights.parse(prompt)) {
            for (String part : BEFORE_EMBEDDING.split(piece.text(), -1)) {
                if (part.startsWith(EMBEDDING)) {
                    addEmbedding(part.substring(EMBEDDING.length()).strip(), piece.weight(), groups, notices);
                } else {
                    addText(part, piece.weight(), groups);
                }
            }
        }
        return Chunk.pack(groups, pad());
    }

    /**
     * @param part what follows {@code embedding:}: a name up to white space, then text
     */
    private void addEmbedding(String part, double weight, List<List<Token>> groups, Consumer<String> notices) {
        String[] nameAndText = SPACE.split(part, 2);
        String name = nameAndText[0];
        String text = nameAndText.length == 2 ? nameAndText[1] : "";
        Optional<Tensor> found = find(name);
        if (found.isEmpty() && name.endsWith(",")) {
            String bare = withoutTrailingCommas(name);
            text = name.substring(bare.length()) + " " + text;
            name = bare;
            found = find(name);
        }
        if (found.isEmpty()) {
            notices.accept("The prompt's embedding \"" + name
                    + "\" was not found and is left out. Put its file into the embeddings folder or correct the name.");
        } else {
            int columns = found.get().shape().size(1);
            if (columns != width) {
                notices.accept("The prompt's embedding \"" + name + "\" has vectors of width " + columns
                        + ", but this model's text encoder takes " + width
                        + ", so it is left out. Use an embedding that was made for this family of models.");
            }
            groups.add(rows(found.get(), weight));
        }
        addText(text, weight, groups);
    }

    private Optional<Tensor> find(String name) {
        return name.isEmpty() ? Optional.empty() : embeddings.find(name, family, width);
    }

    private static String withoutTrailingCommas(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == ',') {
            end--;
        }
        return name.substring(0, end);
    }

    private void addText(String text, double weight, List<List<Token>> groups) {
        for (Triggers.Piece piece : triggers.split(text)) {
            groups.add(Arrays.stream(tokenizer.tokenize(piece.text()))
                    .<Token>mapToObj(id -> new Token.Id(id, weight))
                    .toList());
            piece.vectors().ifPresent(vectors -> groups.add(rows(vectors, weight)));
        }
    }

    private static List<Token> rows(Tensor vectors, double weight) {
        return IntStream.range(0, vectors.shape().size(0))
                .<Token>mapToObj(row -> new Token.Vector(vectors, row, weight))
                .toList();
    }
}
