package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Chunks as the tower takes them.
 *
 * <p>Vectors of another width than the tower's are left out: what follows moves up and padding fills the end. The weights
 * stay with the places, as in the reference.
 */
final class ChunkVectors {
    private final Tensor vectors;
    private final int[] endPositions;

    private ChunkVectors(Tensor vectors, int[] endPositions) {
        this.vectors = vectors;
        this.endPositions = endPositions;
    }

    static ChunkVectors of(List<Chunk> chunks, TextNetwork network, int pad) {
        int width = network.width();
        int[] ends = new int[chunks.size()];
        List<Token> all = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            List<Token> usable = usable(chunks.get(i), width);
            ends[i] = firstEnd(usable);
            all.addAll(usable);
            all.addAll(Collections.nCopies(Chunk.LENGTH - usable.size(), new Token.Id(pad, 1)));
        }
        int[] ids = all.stream()
                .mapToInt(token -> token instanceof Token.Id word ? word.id() : pad)
                .toArray();
        float[] vectors = network.tokenVectors(ids).toArray();
        for (int i = 0; i < ids.length; i++) {
            if (all.get(i) instanceof Token.Vector vector) {
                vector.vectors().buffer().get(vector.row() * width, vectors, i * width, width);
            }
        }
        return new ChunkVectors(Tensor.adopt(Shape.of(ends.length, Chunk.LENGTH, width), vectors), ends);
    }

    /** [chunks, 77, width]. */
    Tensor vectors() {
        return vectors;
    }

    /** The place of the first end token of each chunk. */
    int[] endPositions() {
        return endPositions.clone();
    }

    private static List<Token> usable(Chunk chunk, int width) {
        return chunk.tokens().stream()
                .filter(token -> !(token instanceof Token.Vector vector) || vector.width() == width)
                .toList();
    }

    /** A prompt may itself hold an end token; the first one counts. */
    private static int firstEnd(List<Token> tokens) {
        int at = 0;
        while (!(tokens.get(at) instanceof Token.Id word && word.id() == ClipTokenizer.END)) {
            at++;
        }
        return at;
    }
}
