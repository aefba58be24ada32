package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of a file that share a prefix of their names. */
final class Prefixes {
    private Prefixes() {}

    /** The first of the prefixes under which the file has a tensor of this name. */
    static Optional<String> find(Weights weights, List<String> prefixes, String name) {
        return prefixes.stream().filter(prefix -> weights.has(prefix + name)).findFirst();
    }

    /** The tensors under a prefix, named without it. */
    static Map<String, StoredTensor> strip(Weights weights, String prefix) {
        Map<String, StoredTensor> part = new LinkedHashMap<>();
        for (String name : weights.names()) {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), weights.get(name));
            }
        }
        return part;
    }
}
