package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A batch of latent images at the VAE's own scale (the sampler multiplies by the model's factor, 0.18215 for SD 1 and 2).
 *
 * @param samples [batch, channels, height / 8, width / 8]
 * @param noiseMask where sampling may change the latent (1) and where it must stay (0); of any size
 * @param batchIndex the place of each item in the batch it was taken from, which fixes its noise; empty: 0, 1, 2 ...
 */
@Socket("LATENT")
public record Latent(Tensor samples, Optional<Mask> noiseMask, List<Integer> batchIndex) {
    public Latent {
        if (samples.shape().rank() != 4) {
            throw new IllegalArgumentException(
                    "A latent has the axes batch, channels, height, width; this one has the shape " + samples.shape()
                            + ".");
        }
        batchIndex = List.copyOf(batchIndex);
    }

    public Latent(Tensor samples) {
        this(samples, Optional.empty(), List.of());
    }

    /** Other samples with the same mask and places. */
    public Latent withSamples(Tensor changed) {
        return new Latent(changed, noiseMask, batchIndex);
    }

    public Latent withNoiseMask(Mask mask) {
        return new Latent(samples, Optional.of(mask), batchIndex);
    }
}
