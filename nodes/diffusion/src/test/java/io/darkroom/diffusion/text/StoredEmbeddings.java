package io.darkroom.diffusion.text;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork.Family;
import io.darkroom.diffusion.Goldens;
import java.util.List;
import java.util.Optional;

/** The textual inversions of width 128 among the stored answers, found as in a folder of files with a copy in {@code sub}. */
final class StoredEmbeddings implements EmbeddingSource {
    private static final List<String> ENDINGS = List.of("", ".safetensors", ".pt", ".bin");

    private static final String WIDTH = "#128";

    private final Goldens values = Goldens.tensors("ti/pub128-values.safetensors");

    @Override
    public Optional<Tensor> find(String name, Family family, int width) {
        String inFolder = name.startsWith("sub/") ? name.substring("sub/".length()) : name;
        return ENDINGS.stream()
                .map(ending -> inFolder + ending)
                .filter(file -> values.has(file + WIDTH))
                .map(this::file)
                .findFirst();
    }

    /**
     * @param row {@code file#row}
     */
    float[] row(String row) {
        int number = Integer.parseInt(row.substring(row.indexOf('#') + 1));
        return file(row.substring(0, row.indexOf('#')))
                .slice(number, number + 1)
                .toArray();
    }

    private Tensor file(String name) {
        return values.get(name + WIDTH);
    }
}
