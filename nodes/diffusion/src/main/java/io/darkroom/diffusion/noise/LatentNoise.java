package io.darkroom.diffusion.noise;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;
import java.util.Collections;
import java.util.List;

/**
 * The noise that sampling starts from, fixed by the seed, the latent's shape and its places in the batch. Immutable.
 *
 * <p>Without places the whole batch is one draw. With places, single latents are drawn one after another from place 0 on,
 * and those at the latent's places are taken: an item cut from a batch meets the noise it had there.
 *
 * @param seed unsigned 64 bits
 */
public record LatentNoise(long seed, NoiseKind kind) implements Noise {
    /** All places before the last wanted one are drawn, so it is bounded; the nodes' largest batch is 4096. */
    private static final int LAST_PLACE = 65_535;

    @Override
    public Tensor generate(Latent latent) {
        NormalGenerator generator = kind.generator(seed);
        Shape shape = latent.samples().shape();
        List<Integer> places = latent.batchIndex();
        if (places.isEmpty()) {
            return generator.randn(shape);
        }
        if (places.size() != shape.size(0) || Collections.min(places) < 0 || Collections.max(places) > LAST_PLACE) {
            throw new IllegalArgumentException("A latent with a batch of " + shape.size(0) + " has the batch indices "
                    + places + "; it needs one for each item, from 0 to " + LAST_PLACE + ".");
        }
        Shape single = shape.with(0, 1);
        Tensor[] wanted = new Tensor[places.size()];
        for (int place = 0; place <= Collections.max(places); place++) {
            Tensor drawn = generator.randn(single);
            for (int i = 0; i < wanted.length; i++) {
                if (places.get(i) == place) {
                    wanted[i] = drawn;
                }
            }
        }
        return Tensor.stack(List.of(wanted));
    }
}
