package io.darkroom.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the closed forms that exist for some parameters. */
class BetaDistributionTest {
    private static final double[] PLACES = {1e-9, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1};

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.6, 1, 3, 50})
    void withBetaOneItIsAPower(double alpha) {
        for (double x : PLACES) {
            assertThat(BetaDistribution.cumulative(x, alpha, 1)).isCloseTo(Math.pow(x, alpha), within(1e-14));
        }
    }

    @Test
    void withBothOneHalfItIsTheArcsineDistribution() {
        for (double x : PLACES) {
            assertThat(BetaDistribution.cumulative(x, 0.5, 0.5))
                    .isCloseTo(2 / Math.PI * Math.asin(Math.sqrt(x)), within(1e-14));
        }
    }

    @Test
    void withWholeParametersItIsABinomialSum() {
        double x = 0.3;
        // P(at least 2 of 4 tries succeed)
        double expected = 1 - Math.pow(0.7, 4) - 4 * x * Math.pow(0.7, 3);

        assertThat(BetaDistribution.cumulative(x, 2, 3)).isCloseTo(expected, within(1e-14));
    }
}
