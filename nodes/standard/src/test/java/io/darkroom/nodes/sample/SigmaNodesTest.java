package io.darkroom.nodes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.sampling.Sigmas;
import io.darkroom.nodes.NodeCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigmaNodesTest {
    private static final Sigmas FOUR_STEPS = Sigmas.of(4f, 3f, 2f, 1f, 0f);

    @ParameterizedTest
    @CsvSource({"0, 4, 4 3 2 1 0", "2, 4 3 2, 2 1 0", "4, 4 3 2 1 0, 0", "9, 4 3 2 1 0, ''"})
    void schedulesAreSplitAfterAStepWhichBothPartsShare(int step, String high, String low) {
        List<Object> parts = NodeCall.run(new SplitSigmas(), Map.of("sigmas", FOUR_STEPS, "step", step));

        assertThat(parts).extracting(SigmaNodesTest::levels).containsExactly(high, low);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 4 3 2 1 0", "0.5, 4 3 2, 2 1 0", "0.1, '', 0", "0.38, 4 3 2, 2 1 0"})
    void schedulesAreSplitByTheShareOfTheSecondPart(double denoise, String high, String low) {
        List<Object> parts = NodeCall.run(new SplitSigmasDenoise(), Map.of("sigmas", FOUR_STEPS, "denoise", denoise));

        assertThat(parts).extracting(SigmaNodesTest::levels).containsExactly(high, low);
    }

    @Test
    void aTurnedScheduleStartsAboveZero() {
        Sigmas flipped = (Sigmas)
                NodeCall.run(new FlipSigmas(), Map.of("sigmas", FOUR_STEPS)).get(0);

        assertThat(flipped).isEqualTo(Sigmas.of(0.0001f, 1f, 2f, 3f, 4f));
    }

    @Test
    void theFirstLevelIsReplaced() {
        Sigmas changed = (Sigmas) NodeCall.run(new SetFirstSigma(), Map.of("sigmas", FOUR_STEPS, "sigma", 9.5))
                .get(0);

        assertThat(changed).isEqualTo(Sigmas.of(9.5f, 3f, 2f, 1f, 0f));
    }

    private static String levels(Object sigmas) {
        StringBuilder text = new StringBuilder();
        for (float level : ((Sigmas) sigmas).toArray()) {
            text.append(text.isEmpty() ? "" : " ").append((int) level);
        }
        return text.toString();
    }
}
