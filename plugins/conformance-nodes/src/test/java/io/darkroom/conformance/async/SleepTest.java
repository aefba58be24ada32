package io.darkroom.conformance.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.run.Event;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aSleepPassesItsValueOnAndTellsHowLongItHasSlept() {
        String sleep = flow.node("TestSleep", "value", flow.node("StubInt", "value", 4), "seconds", 0.05);
        flow.node("Look", "value", sleep);

        assertThat(program.look(flow)).containsExactly(4L);
        assertThat(program.events(Event.Progressed.class))
                .hasSizeGreaterThan(1)
                .allSatisfy(progress -> assertThat(progress.max()).isEqualTo(0.05))
                .extracting(progress -> progress.value().doubleValue())
                .startsWith(0.0)
                .endsWith(0.05)
                .isSorted();
    }

    @Test
    void equalSleepsOverlapInsteadOfSharingAResult() {
        String value = flow.node("StubInt", "value", 4);
        for (int i = 0; i < 3; i++) {
            flow.node("Look", "value", flow.node("TestSleep", "value", value, "seconds", 0.2));
        }

        program.look(flow);

        List<String> told = program.events(Event.class).stream()
                .filter(event -> event instanceof Event.NodeStarted || event instanceof Event.NodeFinished)
                .map(event -> event instanceof Event.NodeStarted started
                        ? "start " + started.node().type()
                        : "end " + ((Event.NodeFinished) event).node().type())
                .filter(text -> text.endsWith("TestSleep"))
                .toList();
        assertThat(told)
                .containsExactly(
                        "start TestSleep",
                        "start TestSleep",
                        "start TestSleep",
                        "end TestSleep",
                        "end TestSleep",
                        "end TestSleep");
    }

    @Test
    void aResourceThatIsHeldCannotBeHeldAgain() {
        String value = flow.node("StubInt", "value", 4);
        String first = flow.node("TestAsyncResourceUser", "value", value, "resource_id", "one", "duration", 0.5);
        String second = flow.node("TestAsyncResourceUser", "value", value, "resource_id", "one", "duration", 0.6);
        flow.node("Look", "value", first);
        flow.node("Look", "value", second);

        assertThat(program.failure(flow).message()).contains("already in use");
    }

    @Test
    void aResourceIsFreeAgainAfterAFailedRun() {
        String value = flow.node("StubInt", "value", 4);
        String user = flow.node("TestAsyncResourceUser", "value", value, "resource_id", "one", "duration", 5.0);
        flow.node("Look", "value", user);
        flow.node("Look", "value", flow.node("TestAsyncError", "value", value, "error_after", 0.05));
        program.failure(flow);

        Flow later = new Flow();
        String again = later.node("StubInt", "value", 4);
        later.node(
                "Look",
                "value",
                later.node("TestAsyncResourceUser", "value", again, "resource_id", "one", "duration", 0.01));

        assertThat(program.look(later)).containsExactly(4L);
    }
}
