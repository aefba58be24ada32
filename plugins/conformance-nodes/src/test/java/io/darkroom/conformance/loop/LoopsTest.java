package io.darkroom.conformance.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.run.NodeRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopsTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "5, 50", "100, 1000"})
    void aForLoopRunsItsBodyAsOftenAsItSays(int rounds, long sum) {
        String open = open(rounds, flow.node("StubInt", "value", 0));
        flow.node("Look", "value", close(open, add(Flow.link(open, 2), 10)));

        assertThat(program.look(flow)).containsExactly(sum);
    }

    @Test
    void aLoopInALoopMultiplies() {
        String outer = open(3, flow.node("StubInt", "value", 0));
        String inner = open(4, Flow.link(outer, 2));
        String innerEnd = close(inner, add(Flow.link(inner, 2), 1));
        flow.node("Look", "value", close(outer, Flow.link(innerEnd, 0)));

        assertThat(program.look(flow)).containsExactly(12L);
    }

    @Test
    void aWhileLoopRunsUntilItsConditionFails() {
        String open =
                flow.node("TestWhileLoopOpen", "condition", true, "initial_value0", flow.node("StubInt", "value", 3));
        String doubled = flow.node("TestIntMathOperation", "a", Flow.link(open, 1), "b", 2, "operation", "multiply");
        String more = flow.node("TestIntConditions", "a", doubled, "b", 100, "operation", "<");
        String close = flow.node(
                "TestWhileLoopClose",
                "flow_control",
                Flow.link(open, 0),
                "condition",
                more,
                "initial_value0",
                Flow.link(doubled, 0));
        flow.node("Look", "value", close);

        assertThat(program.look(flow)).containsExactly(192L);
    }

    @Test
    void picturesGoThroughLoopsToo() {
        String image = flow.node("StubConstantImage", "value", 1.0, "height", 4, "width", 4, "batch_size", 1);
        String open = open(3, Flow.link(image, 0));
        String halved = flow.node("TestIsChangedWithConstants", "image", Flow.link(open, 2), "value", 0.5);
        flow.node("Look", "value", close(open, Flow.link(halved, 0)));

        assertThat(program.grey(flow)).isEqualTo(0.125f);
    }

    @Test
    void theNodesOfARoundAreShownAtThoseTheyWereCopiedFrom() {
        String open = open(3, flow.node("StubInt", "value", 0));
        Object body = add(Flow.link(open, 2), 10);
        String id = ((Input.Link) body).nodeId();
        flow.node("Look", "value", close(open, body));

        program.look(flow);

        assertThat(program.started().stream().map(NodeRef::displayId).filter(id::equals))
                .hasSize(3);
    }

    @Test
    void anErrorInALaterRoundIsToldAtTheNodeOfTheWorkflow() {
        String open = open(3, flow.node("StubInt", "value", 0));
        String divided = flow.node(
                "TestIntMathOperation",
                "a",
                6,
                "b",
                flow.node("TestIntMathOperation", "a", Flow.link(open, 1), "b", 2, "operation", "subtract"),
                "operation",
                "divide");
        flow.node("Look", "value", close(open, Flow.link(divided, 0)));

        assertThat(program.failure(flow).node()).map(NodeRef::displayId).contains(divided);
        assertThat(program.failure(flow).node()).map(NodeRef::id).isNotEqualTo(divided);
    }

    private String open(int rounds, Object value) {
        return flow.node("TestForLoopOpen", "remaining", rounds, "initial_value1", value);
    }

    private String close(String open, Object value) {
        return flow.node("TestForLoopClose", "flow_control", Flow.link(open, 0), "initial_value1", value);
    }

    private Object add(Object value, int more) {
        return Flow.link(flow.node("TestIntMathOperation", "a", value, "b", more, "operation", "add"), 0);
    }
}
