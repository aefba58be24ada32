package io.darkroom.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatentNoiseTest {
    private static final LatentNoise NOISE = new LatentNoise(42, NoiseKind.TORCH_CPU);

    private static Latent latent(int batch, Integer... places) {
        return new Latent(Tensor.zeros(Shape.of(batch, 4, 8, 8)), Optional.empty(), List.of(places));
    }

    @Test
    void anItemTakenFromABatchMeetsTheNoiseItHadThere() {
        Tensor batch = NOISE.generate(latent(3, 0, 1, 2));

        assertThat(NOISE.generate(latent(1, 2))).isEqualTo(batch.slice(2, 3));
    }

    @Test
    void aRepeatedPlaceRepeatsItsNoise() {
        Tensor noise = NOISE.generate(latent(2, 1, 1));

        assertThat(noise.slice(0, 1)).isEqualTo(noise.slice(1, 2));
    }

    @Test
    void placesThatDoNotFitTheBatchAreRefused() {
        assertThatThrownBy(() -> NOISE.generate(latent(2, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a batch of 2 has the batch indices [0]");
    }

    @Test
    void aPlaceThatWouldTakeForeverIsRefused() {
        assertThatThrownBy(() -> NOISE.generate(latent(1, Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2147483647]", "from 0 to 65535");
    }
}
