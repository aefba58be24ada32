package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.Guider;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.guidance.Cfg;
import java.util.List;
import java.util.Optional;

/**
 * A model guided from a negative prompt to a positive one. Immutable.
 *
 * @param negative empty: no guidance, for which the scale must be 1
 * @param scale the CFG scale; at 1 the negative prompt is evaluated only if a transform of the model or a sampler asks for it
 */
public record CfgGuider(Model model, Conditioning positive, Optional<Conditioning> negative, double scale)
        implements Guider {
    public CfgGuider {
        if (negative.isEmpty() && !Cfg.isNeutral(scale)) {
            throw new IllegalArgumentException("CFG " + scale + " needs a negative prompt.");
        }
    }

    /** No negative prompt, no guidance: what the node BasicGuider makes. */
    public static CfgGuider unguided(Model model, Conditioning positive) {
        return new CfgGuider(model, positive, Optional.empty(), 1);
    }

    /**
     * {@inheritDoc}
     *
     * @throws NodeException if the model takes other latents, or a prompt was encoded for another model
     */
    @Override
    public Denoiser denoiser(Shape latent, Cancellation cancellation) {
        int channels = model.network().inputChannels();
        if (channels != latent.size(1)) {
            throw new NodeException("This model takes latents of " + channels + " channels, but this latent has "
                    + latent.size(1)
                    + (channels == 9 ? ". In-painting checkpoints cannot be used here; take a plain one." : "."));
        }
        Conditioning other = negative.orElse(new Conditioning(List.of()));
        return new CfgDenoiser(model, Prompts.of(positive, other, model, latent), scale, cancellation);
    }
}
