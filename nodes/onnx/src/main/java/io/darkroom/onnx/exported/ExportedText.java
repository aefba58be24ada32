package io.darkroom.onnx.exported;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text tower that was exported to ONNX. It takes token numbers, not vectors: its "vectors" are the number of the token and
 * zeros, and others, such as those of a textual inversion, are refused.
 */
public final class ExportedText implements TextNetwork {
    private final Exported exported;
    private final Family family;
    private final int width;
    private final int layers;
    private final int vocabulary;

    /**
     * @param model {@code text_encoder/model.onnx}, with its {@code config.json} beside it
     * @throws io.darkroom.onnx.weights.UnusableFileException if the configuration lacks something
     */
    public ExportedText(Path model, NetworkStore store) {
        this.exported = Exported.open("text encoder", model, Workspace.GIVEN_BACK, store);
        boolean quick = "quick_gelu".equals(exported.config().get("hidden_act"));
        this.family = quick ? Family.CLIP_L : Family.OPEN_CLIP_H;
        this.width = exported.number("hidden_size");
        this.layers = exported.number("num_hidden_layers");
        this.vocabulary = exported.number("vocab_size");
    }

    @Override
    public Set<String> models() {
        return Set.of(exported.network().id());
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
        float[] vectors = new float[ids.length * width];
        for (int i = 0; i < ids.length; i++) {
            vectors[i * width] = ids[i];
        }
        return Tensor.adopt(Shape.of(ids.length, width), vectors);
    }

    @Override
    public Encoded encode(Tensor vectors, int[] endPositions, int layer, Cancellation cancellation) {
        requireEmitted(layer);
        Shape shape = vectors.shape();
        float[] ids = new float[shape.size(0) * shape.size(1)];
        for (int token = 0; token < ids.length; token++) {
            ids[token] = id(vectors, token);
        }
        Map<String, Tensor> in = Map.of("input_ids", Tensor.adopt(Shape.of(shape.size(0), shape.size(1)), ids));
        List<Tensor> out = exported.network().run(in, List.of("last_hidden_state", "pooler_output"), cancellation);
        return new Encoded(out.get(0), out.get(1));
    }

    @Override
    public TextNetwork patched(WeightPatch patch) {
        throw exported.unpatchable();
    }

    /** Exports of SD 2 end one layer early: their last is the one before the last of the tower. */
    private void requireEmitted(int layer) {
        int last = family == Family.OPEN_CLIP_H ? -2 : -1;
        if (layer < last && -layer <= layers) {
            throw new NodeException("The exported text encoder \"" + exported.model() + "\" puts out layer " + last
                    + " only, but " + layer + " was asked for. Set stop_at_clip_layer to " + last
                    + ", or use the checkpoint it was exported from.");
        }
    }

    private float id(Tensor vectors, int token) {
        float id = vectors.get(token * width);
        boolean isToken = id >= 0 && id < vocabulary && id == Math.rint(id);
        for (int i = 1; isToken && i < width; i++) {
            isToken = vectors.get(token * width + i) == 0;
        }
        if (!isToken) {
            throw new NodeException("The exported text encoder \"" + exported.model()
                    + "\" takes words only, no vectors: textual inversions do not work with it. Take the embedding out"
                    + " of the prompt, or use the checkpoint it was exported from.");
        }
        return id;
    }
}
