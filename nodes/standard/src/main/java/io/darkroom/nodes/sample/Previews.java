package io.darkroom.nodes.sample;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Vae;
import io.darkroom.diffusion.sampling.LatentPreview;
import io.darkroom.nodes.resample.Frame;
import java.util.Optional;

/** Shows the steps of one run of a sampler, in the way the user asked for. Never the reason why a run fails. */
final class Previews {
    /** Decoding on the processor takes a good part of a step: it must not take more than a fifth of the time. */
    private static final int PAUSE = 4;

    private final Context context;
    private Optional<Vae> decoder;
    private long lastEnd;
    private long lastTook;

    private Previews(Context context, Optional<Vae> decoder) {
        this.context = context;
        this.decoder = decoder;
    }

    static Previews of(PreviewDecoders decoders, Context context) {
        Optional<Vae> decoder = Optional.empty();
        if (context.previews() == PreviewMethod.TAESD) {
            try {
                decoder = decoders.taesd();
                if (decoder.isEmpty()) {
                    context.warn(
                            "Previews by TAESD need its file taesd_decoder.safetensors in models/vae_approx; they are"
                                    + " made by latent2rgb instead.");
                }
            } catch (NodeException e) {
                context.warn(failed(e));
            }
        }
        return new Previews(context, decoder);
    }

    /**
     * @param denoised the current prediction of the clean latent, at network scale
     */
    void show(Tensor denoised) {
        boolean known = denoised.shape().size(1) == LatentFormat.STABLE_DIFFUSION.channels();
        if (context.previews() == PreviewMethod.NONE || !known) {
            return;
        }
        if (decoder.isEmpty()) {
            context.preview(LatentPreview.of(denoised));
        } else if (lastTook == 0 || System.nanoTime() - lastEnd > PAUSE * lastTook) {
            long start = System.nanoTime();
            decoded(decoder.get(), denoised).ifPresent(context::preview);
            lastEnd = System.nanoTime();
            lastTook = lastEnd - start;
        }
    }

    private Optional<Image> decoded(Vae vae, Tensor denoised) {
        double scale = LatentFormat.STABLE_DIFFUSION.scale();
        try {
            Tensor latent = denoised.slice(0, 1).map(v -> (float) (v / scale));
            Tensor pixels = vae.decode(latent, context.cancellation());
            return Optional.of(Frame.channelsLast(pixels.map(v -> Math.max(0, Math.min(1, (v + 1) / 2)))));
        } catch (NodeException e) {
            context.warn(failed(e));
            decoder = Optional.empty();
            return Optional.empty();
        }
    }

    private static String failed(NodeException e) {
        return "Previews by TAESD are not possible, so they are made by latent2rgb: " + e.getMessage();
    }
}
