package io.darkroom.conformance.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.run.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void emptyValuesAreFalseAndOthersTrue() {
        assertThat(List.of(0L, 0.0, "", List.of(), Map.of(), false)).noneMatch(Truth::of);
        assertThat(Truth.of(null)).isFalse();
        assertThat(List.of(1L, -0.5, "false", List.of(0L), Map.of("a", 0), true, new Object()))
                .allMatch(Truth::of);
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "0, true, true", "0.5, false, true", "0.5, true, false"})
    void aMaskOfZerosIsFalse(double value, boolean invert, boolean truth) {
        String mask = flow.node("StubMask", "value", value, "height", 2, "width", 2, "batch_size", 1);
        flow.node("Look", "value", flow.node("TestToBoolNode", "value", mask, "invert", invert));

        assertThat(program.look(flow)).containsExactly(truth);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void aBlockerKeepsWhatFollowsFromRunningAndSpeaksIfItIsVerbose(boolean verbose, int messages) {
        String value = flow.node("StubInt", "value", 4);
        String blocker = flow.node("TestExecutionBlocker", "input", value, "block", true, "verbose", verbose);
        flow.node("Look", "value", blocker);

        assertThat(program.look(flow)).isEmpty();
        assertThat(program.events(Event.NodeBlocked.class)).hasSize(messages);
    }

    @Test
    void aBlockerThatDoesNotBlockPassesItsValueOn() {
        String value = flow.node("StubInt", "value", 4);
        flow.node("Look", "value", flow.node("TestExecutionBlocker", "input", value, "block", false, "verbose", false));

        assertThat(program.look(flow)).containsExactly(4L);
    }
}
