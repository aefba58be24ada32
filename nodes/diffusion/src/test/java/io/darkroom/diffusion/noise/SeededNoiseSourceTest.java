package io.darkroom.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.sampling.NoiseSource.Bounds;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SeededNoiseSourceTest {
    private static final Shape SHAPE = Shape.of(2, 4, 8, 8);
    private static final Bounds BOUNDS = new Bounds(0.03, 14.6);

    private static NoiseSource source(long seed) {
        return new SeededNoiseSource(seed, SHAPE, NoiseKind.TORCH_CPU);
    }

    @Test
    void theFirstDrawRepeatsTheStartingNoise() {
        assertThat(source(11).next()).isEqualTo(new TorchCpuGenerator(11).randn(SHAPE));
    }

    @Test
    void aPathDoesNotDependOnHowItIsCutIntoSteps() {
        NoiseSource noise = source(3);

        Tensor whole = noise.between(10, 1, BOUNDS).times((float) Math.sqrt(9));
        Tensor first = noise.between(10, 4, BOUNDS).times((float) Math.sqrt(6));
        Tensor second = noise.between(4, 1, BOUNDS).times((float) Math.sqrt(3));

        assertThat(first.plus(second).toArray()).containsExactly(whole.toArray(), within(1e-4f));
    }

    @Test
    void aPathDoesNotDependOnTheOrderOfTheQuestions() {
        NoiseSource other = source(3);
        for (int i = 1; i < 14; i++) {
            assertThat(other.between(i + 0.5, i, BOUNDS).shape()).isEqualTo(SHAPE);
        }

        assertThat(other.between(10, 4, BOUNDS)).isEqualTo(source(3).between(10, 4, BOUNDS));
    }

    @Test
    void increasingNoiseRunsThePathBackwards() {
        assertThat(source(3).between(4, 10, BOUNDS))
                .isEqualTo(source(3).between(10, 4, BOUNDS).times(-1));
    }

    @Test
    void incrementsAreStandardNormal() {
        float[] drawn = new SeededNoiseSource(5, Shape.of(1, 4, 64, 64), NoiseKind.PHILOX)
                .between(1.7, 0.98, BOUNDS)
                .toArray();
        double sum = 0;
        double squares = 0;
        for (float value : drawn) {
            sum += value;
            squares += value * value;
        }

        assertThat(sum / drawn.length).isCloseTo(0, within(0.03));
        assertThat(squares / drawn.length).isCloseTo(1, within(0.05));
    }

    @Test
    void nothingMovesBetweenEqualLevels() {
        assertThat(source(3).between(4, 4, BOUNDS)).isEqualTo(Tensor.zeros(SHAPE));
    }

    @Test
    void levelsBeyondTheRunCountAsItsEnds() {
        Tensor beyond = source(3).between(20, 0, BOUNDS).times((float) Math.sqrt(20));
        Tensor within = source(3).between(14.6, 0.03, BOUNDS).times((float) Math.sqrt(14.57));

        assertThat(beyond.toArray()).containsExactly(within.toArray(), within(1e-4f));
    }

    @Test
    void levelsThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> source(3).between(Double.NaN, 1, BOUNDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between the sigmas NaN and 1.0");
    }

    @Test
    void boundsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> source(3).between(4, 1, new Bounds(14, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("14.0 to 1.0");
    }
}
