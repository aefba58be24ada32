package io.darkroom.onnx.network;

import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.checkpoint.TextPart;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint and the networks made of it under one plan. */
final class MiniModel implements AutoCloseable {
    private static final long BUDGET = 2L << 30;

    private final Checkpoint checkpoint;
    private final NetworkStore store;
    private final Workshop workshop;

    MiniModel(Path path, Plan plan) {
        this(path, plan, BUDGET);
    }

    MiniModel(Path path, Plan plan, long budget) {
        this.store = new NetworkStore(2, budget, Optional.empty());
        this.checkpoint = Checkpoint.open(path);
        this.workshop = new Workshop(store, plan);
    }

    NetworkStore store() {
        return store;
    }

    Workshop workshop() {
        return workshop;
    }

    Weights unetWeights() {
        return checkpoint.unet().orElseThrow();
    }

    DiffusionNetwork unet() {
        return workshop.unet(unetWeights());
    }

    TextNetwork text() {
        TextPart part = checkpoint.text().orElseThrow();
        return workshop.text(part.weights(), part.family(), part.layersLeftOut());
    }

    Weights vaeWeights() {
        return checkpoint.vae().orElseThrow().weights();
    }

    Vae vae() {
        return workshop.vae(vaeWeights());
    }

    @Override
    public void close() {
        store.close();
        checkpoint.close();
    }
}
