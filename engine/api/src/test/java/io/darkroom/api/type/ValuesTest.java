package io.darkroom.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Tensor flat = Tensor.zeros(Shape.of(4));

    @Test
    void imagesMasksAndLatentsRefuseTensorsOfOtherRank() {
        assertThatThrownBy(() -> new Image(flat)).hasMessageContaining("batch, height, width, channels");
        assertThatThrownBy(() -> new Mask(flat)).hasMessageContaining("batch, height, width");
        assertThatThrownBy(() -> new Latent(flat)).hasMessageContaining("batch, channels, height, width");
    }

    @Test
    void otherSamplesKeepMaskAndPlaces() {
        Mask mask = new Mask(Tensor.zeros(Shape.of(1, 2, 2)));
        Latent latent = new Latent(Tensor.zeros(Shape.of(1, 4, 2, 2)), Optional.of(mask), List.of(3));

        Latent changed = latent.withSamples(Tensor.filled(Shape.of(1, 4, 2, 2), 1));

        assertThat(changed.noiseMask()).contains(mask);
        assertThat(changed.batchIndex()).containsExactly(3);
    }

    @Test
    void aChangeOfConditioningReachesEachEntry() {
        Conditioning.Entry entry = new Conditioning.Entry(Tensor.zeros(Shape.of(1, 77, 8)), Optional.empty());
        Conditioning two = new Conditioning(List.of(entry, entry));

        assertThat(two.map(e -> e.withRange(0.2, 0.8)).entries())
                .allSatisfy(e -> assertThat(e.end() - e.start()).isEqualTo(0.8 - 0.2));
    }
}
