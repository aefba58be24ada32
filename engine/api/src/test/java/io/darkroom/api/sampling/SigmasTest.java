package io.darkroom.api.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SigmasTest {
    @Test
    void stepsLieBetweenLevels() {
        assertThat(Sigmas.of(3.0, 1.0, 0.0).steps()).isEqualTo(2);
        assertThat(Sigmas.of(new double[0]).steps()).isZero();
    }

    @Test
    void levelsAreRoundedToFloatsAsInTheReference() {
        assertThat(Sigmas.of(0.1).get(0)).isEqualTo(0.1f);
    }

    @Test
    void aSliceLeavesTheWholeAsItWas() {
        Sigmas sigmas = Sigmas.of(3f, 2f, 1f, 0f);

        assertThat(sigmas.slice(1, 3)).isEqualTo(Sigmas.of(2f, 1f));
        assertThat(sigmas.count()).isEqualTo(4);
    }
}
