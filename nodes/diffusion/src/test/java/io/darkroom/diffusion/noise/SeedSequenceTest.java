package io.darkroom.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected numbers: NumPy 2.4.6, {@code SeedSequence(entropy, spawn_key=..., pool_size=24).generate_state(n)}. */
class SeedSequenceTest {
    @Test
    void aSeedAloneGivesNumPysState() {
        assertThat(SeedSequence.of(7, 24).generate(3)).containsExactly(1376543887L, 623213690L, 436845524L);
    }

    @Test
    void aPlaceInTheTreeGivesNumPysState() {
        assertThat(SeedSequence.of(7, 24, 5, 3).generate(4))
                .containsExactly(1167487741L, 594211726L, 3626736891L, 2420502566L);
    }

    @Test
    void seedsAndKeysAbove32BitsGiveNumPysState() {
        assertThat(SeedSequence.of(-1, 24, (1L << 40) + 1, 3).generate(4))
                .containsExactly(1799112016L, 3494575490L, 1800267619L, 426725057L);
    }
}
