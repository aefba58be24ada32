package io.darkroom.onnx.weights;

import java.util.Optional;
import java.util.Set;

/** Named tensors of one network, under canonical names whatever the file's own layout is. Safe for concurrent reading. */
public interface Weights {
    Set<String> names();

    Optional<StoredTensor> find(String name);

    /**
     * The tensor of this name.
     *
     * @throws UnusableFileException naming the file and the tensor, if it is missing
     */
    StoredTensor get(String name);

    default boolean has(String name) {
        return find(name).isPresent();
    }

    /** The name of the file or folder they come from. */
    String title();

    /** What identifies these weights: two with equal identity hold equal numbers (file, size, time, part). */
    String identity();
}
