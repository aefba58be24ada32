package io.darkroom.onnx.network;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.network.UnetGraph.Growth;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.session.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A UNet over the weights of a checkpoint. */
final class Unet implements DiffusionNetwork {
    private final Workshop workshop;
    private final PatchedWeights weights;
    private final int contextWidth;
    private final int inputChannels;
    private final int multiple;
    private final SharedNetwork doubling;
    private final SharedNetwork toSkip;

    Unet(Workshop workshop, PatchedWeights weights) {
        Layers layers = workshop.layers(weights);
        this.workshop = workshop;
        this.weights = weights;
        this.contextWidth = UnetGraph.contextWidth(layers);
        this.inputChannels = layers.shape("input_blocks.0.0").size(1);
        this.multiple = 1 << UnetGraph.halvings(layers);
        this.doubling = network(Growth.DOUBLE);
        this.toSkip = network(Growth.TO_SKIP);
    }

    private SharedNetwork network(Growth growth) {
        return workshop.network(
                "UNet", "unet, " + growth, weights, Workspace.KEPT, layers -> UnetGraph.draw(layers, growth));
    }

    @Override
    public List<Tensor> predict(Tensor x, double timestep, List<Tensor> contexts, Cancellation cancellation) {
        requireFitting(x, contexts);
        List<Tensor> predictions = new ArrayList<>(Collections.nCopies(contexts.size(), x));
        for (List<Integer> together : byLength(contexts).values()) {
            List<Tensor> parts = new ArrayList<>();
            together.forEach(
                    i -> parts.add(forAllImages(contexts.get(i), x.shape().size(0))));
            Tensor out = run(x, timestep, Tensor.stack(parts), cancellation);
            int images = x.shape().size(0);
            for (int i = 0; i < together.size(); i++) {
                predictions.set(together.get(i), out.slice(i * images, (i + 1) * images));
            }
        }
        return predictions;
    }

    @Override
    public Set<String> models() {
        return Set.of(doubling.id(), toSkip.id());
    }

    @Override
    public int contextWidth() {
        return contextWidth;
    }

    @Override
    public int inputChannels() {
        return inputChannels;
    }

    @Override
    public Set<String> weightNames() {
        return weights.weights().names();
    }

    @Override
    public DiffusionNetwork patched(WeightPatch patch) {
        return new Unet(workshop, weights.with(patch));
    }

    private Tensor run(Tensor x, double timestep, Tensor context, Cancellation cancellation) {
        boolean divides = x.shape().size(2) % multiple == 0 && x.shape().size(3) % multiple == 0;
        SharedNetwork network = divides ? doubling : toSkip;
        Map<String, Tensor> inputs = Map.of(
                UnetGraph.X, x,
                UnetGraph.TIMESTEP, Tensor.of(Shape.of(1), (float) timestep),
                UnetGraph.CONTEXT, context);
        return network.run(inputs, UnetGraph.OUT, cancellation);
    }

    private void requireFitting(Tensor x, List<Tensor> contexts) {
        Shape shape = x.shape();
        if (shape.rank() != 4 || shape.size(1) != inputChannels) {
            throw new NodeException(
                    "The UNet takes latents of " + inputChannels + " channels, but this one has the shape " + shape
                            + ". Use the VAE and the latent nodes that belong to the model.");
        }
        for (Tensor context : contexts) {
            Shape given = context.shape();
            if (given.rank() != 3 || given.size(2) != contextWidth) {
                throw new NodeException("The UNet takes prompts of width " + contextWidth + ", but one has the shape "
                        + given + ". Encode the prompt with the CLIP of the same checkpoint.");
            }
            if (given.size(0) != 1 && given.size(0) != shape.size(0)) {
                throw new NodeException("A prompt was encoded for " + given.size(0) + " images, but the batch has "
                        + shape.size(0) + ". Give one prompt for all images or one for each.");
            }
        }
    }

    /** The places of contexts of equal length: those can share one call. */
    private static Map<Integer, List<Integer>> byLength(List<Tensor> contexts) {
        Map<Integer, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < contexts.size(); i++) {
            places.computeIfAbsent(contexts.get(i).shape().size(1), length -> new ArrayList<>())
                    .add(i);
        }
        return places;
    }

    private static Tensor forAllImages(Tensor context, int images) {
        return context.shape().size(0) == images ? context : Tensor.stack(Collections.nCopies(images, context));
    }
}
