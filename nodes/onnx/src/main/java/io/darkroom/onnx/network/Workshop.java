package io.darkroom.onnx.network;

import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.session.NetworkGraph;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.session.Recipe;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.session.Workspace;
import io.darkroom.onnx.weights.Weights;
import java.util.function.Function;

/**
 * Makes handles of networks.
 *
 * @param store where their sessions live
 * @param plan how they are laid out
 */
public record Workshop(NetworkStore store, Plan plan) {
    /**
     * A denoising network.
     *
     * @param weights under LDM names, without prefix
     */
    public DiffusionNetwork unet(Weights weights) {
        return new Unet(this, new PatchedWeights(weights));
    }

    /**
     * A text tower.
     *
     * @param weights under Hugging Face's CLIP names, {@code text_model...}
     * @param layersLeftOut how many of the tower's last layers the weights lack
     */
    public TextNetwork text(Weights weights, TextNetwork.Family family, int layersLeftOut) {
        return new ClipText(this, new PatchedWeights(weights), family, layersLeftOut);
    }

    /**
     * An autoencoder.
     *
     * @param weights under LDM names, without prefix; or TAESD's, as {@code encoder.N} and {@code decoder.N}
     */
    public Vae vae(Weights weights) {
        return new LatentCodec(this, new PatchedWeights(weights));
    }

    /**
     * A network that enlarges pictures: ESRGAN or Real-ESRGAN's compact one.
     *
     * @param weights under the file's own names
     * @throws io.darkroom.onnx.weights.UnusableFileException if they belong to another network
     */
    public UpscaleModel upscaler(Weights weights) {
        return Upscaler.of(this, new PatchedWeights(weights));
    }

    Layers layers(PatchedWeights weights) {
        return new Layers(weights, plan, store.kernels());
    }

    /**
     * The network that a drawing makes of some weights. It gives its working memory back after each call.
     *
     * @param title what it is called in messages
     * @param part tells apart the networks that are drawn from the same weights
     */
    SharedNetwork network(String title, String part, PatchedWeights weights, Function<Layers, NetworkGraph> drawing) {
        return network(title, part, weights, Workspace.GIVEN_BACK, drawing);
    }

    SharedNetwork network(
            String title,
            String part,
            PatchedWeights weights,
            Workspace workspace,
            Function<Layers, NetworkGraph> drawing) {
        return store.share(
                new Recipe.FromWeights(title, part, weights, plan, workspace, () -> drawing.apply(layers(weights))));
    }
}
