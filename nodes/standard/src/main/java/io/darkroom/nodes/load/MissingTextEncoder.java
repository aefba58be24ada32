package io.darkroom.nodes.load;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.WeightPatch;
import java.util.function.Consumer;

/**
 * Stands where a file has no text encoder: whoever encodes with it hears so.
 *
 * @param sentence what is missing, where, and what to do
 */
record MissingTextEncoder(String sentence) implements TextEncoder {
    @Override
    public Conditioning encode(String prompt, Consumer<String> notices, Cancellation cancellation) {
        throw new NodeException(sentence);
    }

    @Override
    public TextNetwork.Family family() {
        throw new NodeException(sentence);
    }

    @Override
    public int width() {
        throw new NodeException(sentence);
    }

    @Override
    public TextEncoder withLayer(int layer) {
        return this;
    }

    @Override
    public TextEncoder withTrigger(Trigger trigger) {
        return this;
    }

    @Override
    public TextEncoder patched(WeightPatch patch) {
        return this;
    }
}
