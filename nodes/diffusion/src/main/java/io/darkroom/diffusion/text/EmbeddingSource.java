package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import java.util.Optional;

/** Finds textual inversions by the names that prompts give them. Safe for concurrent use. */
@FunctionalInterface
public interface EmbeddingSource {
    /** Knows no embeddings. */
    EmbeddingSource NONE = (name, family, width) -> Optional.empty();

    /**
     * @param name as in the prompt: with or without folder and file ending
     * @param family the tower it is for, where a file holds vectors for several
     * @param width the tower's width; a file that only holds vectors of another width may answer those
     * @return the vectors: [rows, width]; empty if there is no such file
     */
    Optional<Tensor> find(String name, TextNetwork.Family family, int width);
}
