package io.darkroom.conformance.lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LazyTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aMixNeedsBothPicturesWhereItsMaskIsBetween() {
        flow.node("Look", "value", mix(0.3));

        assertThat(program.grey(flow)).isCloseTo(0.1f * 0.7f + 0.9f * 0.3f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1, 2", "1, 0.9, 1"})
    void aMixNeedsOnlyThePictureItShows(double mask, float shown, String unused) {
        flow.node("Look", "value", mix(mask));

        assertThat(program.grey(flow)).isEqualTo(shown);
        assertThat(program.startedIds()).doesNotContain(unused);
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void aSlowDecisionPicksOneSide(boolean condition, String unused) {
        String left = grey(0.1);
        String right = grey(0.9);
        flow.node(
                "Look",
                "value",
                flow.node("TestAsyncLazyCheck", "input1", left, "input2", right, "condition", condition));

        assertThat(program.grey(flow)).isEqualTo(1);
        assertThat(program.startedIds()).hasSize(4).doesNotContain(unused);
    }

    private String mix(double mask) {
        String left = grey(0.1);
        String right = grey(0.9);
        String masked = flow.node("StubMask", "value", mask, "height", 4, "width", 4, "batch_size", 1);
        return flow.node("TestLazyMixImages", "image1", left, "image2", right, "mask", masked);
    }

    private String grey(double value) {
        return flow.node("StubConstantImage", "value", value, "height", 4, "width", 4, "batch_size", 2);
    }
}
