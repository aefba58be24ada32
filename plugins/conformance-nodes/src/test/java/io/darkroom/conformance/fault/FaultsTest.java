package io.darkroom.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.run.NodeRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();
    private final String value = flow.node("StubInt", "value", 4);

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aSyncErrorIsToldAtItsNode() {
        String faulty = flow.node("TestSyncError", "value", value);
        flow.node("Look", "value", faulty);

        assertThat(program.failure(flow).node()).map(NodeRef::displayId).contains(faulty);
    }

    @Test
    void anAsyncErrorIsToldAtItsNode() {
        String faulty = flow.node("TestAsyncError", "value", value, "error_after", 0.02);
        flow.node("Look", "value", faulty);

        assertThat(program.failure(flow).node()).map(NodeRef::displayId).contains(faulty);
    }

    @Test
    void workThatTakesLongerThanAllowedFails() {
        flow.node("Look", "value", timed(0.02, 0.5));

        assertThat(program.failure(flow).message()).startsWith("Operation timed out after 0.02");
    }

    @Test
    void workThatEndsInTimePassesItsValueOn() {
        flow.node("Look", "value", timed(0.5, 0.02));

        assertThat(program.look(flow)).containsExactly(4L);
    }

    private String timed(double timeout, double operationTime) {
        return flow.node("TestAsyncTimeout", "value", value, "timeout", timeout, "operation_time", operationTime);
    }
}
