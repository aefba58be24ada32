package io.darkroom.onnx.exported;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The autoencoder of Stable Diffusion, its halves exported to ONNX. */
public final class ExportedVae implements Vae {
    private static final long DECODE_BYTES_PER_PIXEL = 6144; // of the full-size VAE, as measured for checkpoints

    private final Exported decoder;
    private final Optional<Exported> encoder;
    private final int latentChannels;

    /**
     * @param decoder {@code vae_decoder/model.onnx}, with its {@code config.json} beside it
     * @param encoder {@code vae_encoder/model.onnx}; empty in exports for text to image only
     */
    public ExportedVae(Path decoder, Optional<Path> encoder, NetworkStore store) {
        this.decoder = Exported.open("VAE decoder", decoder, Workspace.GIVEN_BACK, store);
        this.encoder = encoder.map(model -> Exported.open("VAE encoder", model, Workspace.GIVEN_BACK, store));
        this.latentChannels = this.decoder.number("latent_channels");
    }

    @Override
    public Tensor decode(Tensor latent, Cancellation cancellation) {
        return decoder.network().run(Map.of("latent_sample", latent), "sample", cancellation);
    }

    @Override
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        Exported network = encoder.orElseThrow(() -> new NodeException("The folder of \"" + decoder.model()
                + "\" has no vae_encoder, which pictures need to become latents. Export it too, or load another VAE."));
        Map<String, Tensor> in = Map.of("sample", pixels);
        // Newer exports put out mean and variance under one name, older ones a latent under another.
        boolean parameters = network.network().outputs().contains("latent_parameters");
        Tensor out = network.network().run(in, parameters ? "latent_parameters" : "latent_sample", cancellation);
        return out.shape().size(1) == 2 * latentChannels ? firstChannels(out) : out;
    }

    @Override
    public Set<String> models() {
        return Stream.concat(Stream.of(decoder), encoder.stream())
                .map(half -> half.network().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int latentChannels() {
        return latentChannels;
    }

    @Override
    public int downscale() {
        return LatentFormat.STABLE_DIFFUSION.downscale();
    }

    @Override
    public long decodeBytes(long pixels) {
        return pixels * DECODE_BYTES_PER_PIXEL;
    }

    /** The mean of each image. */
    private Tensor firstChannels(Tensor moments) {
        Shape shape = moments.shape();
        List<Tensor> means = new ArrayList<>();
        for (int image = 0; image < shape.size(0); image++) {
            Tensor one = moments.slice(image, image + 1).reshape(shape.size(1), shape.size(2), shape.size(3));
            means.add(one.slice(0, latentChannels).reshape(1, latentChannels, shape.size(2), shape.size(3)));
        }
        return Tensor.stack(means);
    }
}
