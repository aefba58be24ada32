package io.darkroom.onnx.network;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.weights.StoredTensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A CLIP text tower over the weights of a checkpoint. */
final class ClipText implements TextNetwork {
    private static final String VOCABULARY = "text_model.embeddings.token_embedding.weight";

    private final Workshop workshop;
    private final PatchedWeights weights;
    private final Family family;
    private final int layersLeftOut;
    private final int width;
    private final int layers;
    private final Map<Integer, SharedNetwork> networks = new ConcurrentHashMap<>(); // by the layer put out

    ClipText(Workshop workshop, PatchedWeights weights, Family family, int layersLeftOut) {
        this.workshop = workshop;
        this.weights = weights;
        this.family = family;
        this.layersLeftOut = layersLeftOut;
        this.width = weights.shape(VOCABULARY).size(1);
        this.layers = TextGraph.layers(workshop.layers(weights));
    }

    @Override
    public Family family() {
        return family;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int layers() {
        return layers;
    }

    @Override
    public Tensor tokenVectors(int[] ids) {
        StoredTensor vocabulary = weights.get(VOCABULARY);
        float[] vectors = new float[ids.length * width];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= vocabulary.shape()[0]) {
                throw new NodeException(
                        "The text encoder knows the tokens 0 to " + (vocabulary.shape()[0] - 1) + ", but " + ids[i]
                                + " was asked for. The file does not fit the tokenizer; use another.");
            }
            float[] row = vocabulary.rows(ids[i], ids[i] + 1L).toFloats();
            System.arraycopy(row, 0, vectors, i * width, width);
        }
        return Tensor.adopt(Shape.of(ids.length, width), vectors);
    }

    @Override
    public Encoded encode(Tensor vectors, int[] endPositions, int layer, Cancellation cancellation) {
        int counted = layers + layersLeftOut + 1 + layer;
        int emitted = counted >= 1 && counted <= layers ? counted : layers;
        SharedNetwork network = networks.computeIfAbsent(emitted, this::network);
        float[] ends = new float[endPositions.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = endPositions[i];
        }
        Map<String, Tensor> in =
                Map.of(TextGraph.VECTORS, vectors, TextGraph.ENDS, Tensor.adopt(Shape.of(ends.length), ends));
        List<Tensor> out = network.run(in, List.of(TextGraph.HIDDEN, TextGraph.POOLED), cancellation);
        return new Encoded(out.get(0), out.get(1));
    }

    private SharedNetwork network(int emitted) {
        String part = "text encoder " + family + ", layer " + emitted;
        return workshop.network("text encoder", part, weights, drawn -> TextGraph.draw(drawn, family, emitted));
    }

    @Override
    public Set<String> models() {
        return networks.values().stream().map(SharedNetwork::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> weightNames() {
        return weights.weights().names();
    }

    @Override
    public TextNetwork patched(WeightPatch patch) {
        return new ClipText(workshop, weights.with(patch), family, layersLeftOut);
    }
}
