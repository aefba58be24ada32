package io.darkroom.onnx.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weights as a plain table of names. Immutable. */
public final class TensorMap implements Weights {
    private final Source source;
    private final String identity;
    private final Map<String, StoredTensor> tensors;

    /**
     * @param source where they lie, for messages
     */
    public TensorMap(Source source, String identity, Map<String, StoredTensor> tensors) {
        this.source = source;
        this.identity = identity;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public StoredTensor get(String name) {
        return find(name)
                .orElseThrow(() -> new UnusableFileException(source + " lacks the tensor \"" + name
                        + "\". Download or save it again; \"darkroom inspect\" shows what it holds."));
    }

    @Override
    public String title() {
        return source.title();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public String toString() {
        return source + ", " + tensors.size() + " tensors";
    }
}
