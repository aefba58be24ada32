package io.darkroom.diffusion.text;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.TextNetwork.Encoded;
import io.darkroom.api.type.WeightPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Encodes prompts with a CLIP text tower as ComfyUI does: each chunk of 77 tokens by itself, joined along the tokens;
 * weighted tokens move away from the encoding of the empty prompt, or towards it; the pooled output is the first chunk's.
 * Immutable, safe for concurrent use.
 */
public final class ClipTextEncoder implements TextEncoder {
    /** A prompt is read whole, so its length is bounded; 256 chunks are 19,200 tokens. */
    private static final int MOST_CHARACTERS = 100_000;

    private static final int MOST_CHUNKS = 256;

    /** How many chunks the network takes at once, to bound its memory; the answers do not depend on it. */
    private static final int CHUNKS_AT_ONCE = 8;

    private final TextNetwork network;
    private final PromptReader reader;
    private final int layer;

    private ClipTextEncoder(TextNetwork network, PromptReader reader, int layer) {
        this.network = network;
        this.reader = reader;
        this.layer = layer;
    }

    /** An encoder that returns the layer its family was trained with: the last, or the one before for OpenCLIP-H. */
    public static ClipTextEncoder of(TextNetwork network, ClipTokenizer tokenizer, EmbeddingSource embeddings) {
        int layer = switch (network.family()) {
            case CLIP_L -> -1;
            case OPEN_CLIP_H -> -2;
        };
        return new ClipTextEncoder(
                network, PromptReader.of(tokenizer, embeddings, network.family(), network.width()), layer);
    }

    /**
     * {@inheritDoc}
     *
     * @throws NodeException if the prompt is longer than 100,000 characters or 256 chunks, or a weight is no finite number
     */
    @Override
    public Conditioning encode(String prompt, Consumer<String> notices, Cancellation cancellation) {
        if (prompt.length() > MOST_CHARACTERS) {
            throw tooLong(prompt.length() + " characters", MOST_CHARACTERS + " characters");
        }
        List<Chunk> chunks = reader.read(prompt, notices);
        if (chunks.size() > MOST_CHUNKS) {
            throw tooLong(chunks.size() + " chunks of 75 tokens", MOST_CHUNKS + " chunks");
        }
        boolean weighted = chunks.stream().anyMatch(Chunk::weighted);
        List<Chunk> all = new ArrayList<>(chunks);
        if (weighted) {
            all.addAll(reader.read("", notices));
        }
        Encoded encoded = encode(all, cancellation);
        Tensor hidden = encoded.hidden().slice(0, chunks.size());
        Tensor empty = encoded.hidden().slice(all.size() - 1, all.size());
        Tensor tokens = weighted ? weigh(hidden, empty, chunks) : hidden;
        return Conditioning.of(new Conditioning.Entry(
                tokens.reshape(1, chunks.size() * Chunk.LENGTH, tokens.shape().size(2)),
                Optional.of(encoded.pooled().slice(0, 1))));
    }

    private static NodeException tooLong(String length, String limit) {
        return new NodeException("The prompt has " + length + "; at most " + limit
                + " are encoded. Shorten it, or encode parts and join them with ConditioningConcat.");
    }

    private Encoded encode(List<Chunk> chunks, Cancellation cancellation) {
        List<Tensor> hidden = new ArrayList<>();
        List<Tensor> pooled = new ArrayList<>();
        for (int from = 0; from < chunks.size(); from += CHUNKS_AT_ONCE) {
            cancellation.check();
            List<Chunk> some = chunks.subList(from, Math.min(from + CHUNKS_AT_ONCE, chunks.size()));
            ChunkVectors vectors = ChunkVectors.of(some, network, reader.pad());
            Encoded encoded = network.encode(vectors.vectors(), vectors.endPositions(), layer, cancellation);
            hidden.add(encoded.hidden());
            pooled.add(encoded.pooled());
        }
        return new Encoded(Tensor.stack(hidden), Tensor.stack(pooled));
    }

    /**
     * (z - z_empty) * weight + z_empty for each token whose weight is not 1.
     *
     * @param hidden [n, 77, width]
     * @param empty [1, 77, width]
     */
    private static Tensor weigh(Tensor hidden, Tensor empty, List<Chunk> chunks) {
        float[] weighed = hidden.toArray();
        int width = hidden.shape().size(2);
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            for (int place = 0; place < Chunk.LENGTH; place++) {
                double weight = chunks.get(chunk).tokens().get(place).weight();
                if (!Double.isFinite(weight)) {
                    throw new NodeException("The prompt gives a word the weight " + weight
                            + "; write a number such as (word:1.2), and nest fewer brackets.");
                }
                if (weight == 1) {
                    continue;
                }
                for (int i = 0; i < width; i++) {
                    int at = (chunk * Chunk.LENGTH + place) * width + i;
                    float origin = empty.get(place * width + i);
                    weighed[at] = (weighed[at] - origin) * (float) weight + origin;
                }
            }
        }
        return Tensor.adopt(hidden.shape(), weighed);
    }

    @Override
    public TextNetwork.Family family() {
        return network.family();
    }

    @Override
    public int width() {
        return network.width();
    }

    @Override
    public Set<String> models() {
        return network.models();
    }

    @Override
    public Set<String> weightNames() {
        return network.weightNames();
    }

    @Override
    public ClipTextEncoder withLayer(int changed) {
        if (changed >= 0) {
            throw new IllegalArgumentException(
                    "Layer " + changed + " does not exist; layers count from the end: -1 is the last.");
        }
        return new ClipTextEncoder(network, reader, changed);
    }

    /**
     * {@inheritDoc}
     *
     * <p>It may be several words or contain punctuation. Brackets in it are written {@code \(} and {@code \)} in the prompt,
     * where plain ones are weights.
     *
     * @throws NodeException if the word is blank or the vectors have another width than this encoder's
     */
    @Override
    public ClipTextEncoder withTrigger(Trigger trigger) {
        Shape shape = trigger.vectors().shape();
        if (trigger.word().isBlank()) {
            throw new NodeException("The trigger is blank; name the word that shall stand for the embedding.");
        }
        if (shape.rank() != 2 || shape.size(1) != network.width()) {
            throw new NodeException("The embedding for the trigger \"" + trigger.word() + "\" has the shape " + shape
                    + ", but this model's text encoder takes vectors of width " + network.width()
                    + ". Use an embedding that was made for this family of models.");
        }
        return new ClipTextEncoder(network, reader.with(trigger), layer);
    }

    @Override
    public ClipTextEncoder patched(WeightPatch patch) {
        return new ClipTextEncoder(network.patched(patch), reader, layer);
    }
}
