package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest extends OverTheWire {
    @ParameterizedTest
    @CsvSource({"0.05, 0.1", "0.15, 0.2", "0.5, 0.3"})
    void aNodeAnswersAtOnceOrBecomesOthers(double input, double grey) {
        Node mixed = graph.node("TestMixedExpansionReturns", "input1", input);
        Node first = graph.preview(mixed.out(0));
        Node second = graph.preview(mixed.out(1));

        Followed run = client.run(graph);

        assertThat(run.greys(first)).containsExactly(Followed.grey(grey));
        assertThat(run.greys(second)).containsExactly(255);
    }

    @Test
    void eachValueOfAListIsAnsweredInItsOwnWay() {
        Node list = graph.node(
                "TestMakeListNode", "value1", graph.real(0.05), "value2", graph.real(0.5), "value3", graph.real(0.15));
        Node output = graph.preview(graph.node("TestMixedExpansionReturns", "input1", list));

        assertThat(client.run(graph).greys(output))
                .containsExactly(Followed.grey(0.1), Followed.grey(0.3), Followed.grey(0.2));
    }

    @Test
    void aForLoopRunsItsBodyAsOftenAsItSays() {
        Node open = graph.node("TestForLoopOpen", "remaining", 3, "initial_value1", graph.image("WHITE"));
        Node halved = graph.node("TestIsChangedWithConstants", "image", open.out(2), "value", 0.5);
        Node close = graph.node("TestForLoopClose", "flow_control", open.out(0), "initial_value1", halved.out(0));
        Node output = graph.preview(close);

        Followed run = client.run(graph);

        assertThat(run.greys(output)).containsExactly(Followed.grey(0.125));
        assertThat(run.frames("executing").stream()
                        .map(frame -> frame.data().get("display_node"))
                        .filter(halved.id()::equals))
                .hasSize(3);
    }

    @Test
    void aLoopInALoopMultiplies() {
        Node outer = graph.node("TestForLoopOpen", "remaining", 2, "initial_value1", graph.image("WHITE"));
        Node inner = graph.node("TestForLoopOpen", "remaining", 3, "initial_value1", outer.out(2));
        Node halved = graph.node("TestIsChangedWithConstants", "image", inner.out(2), "value", 0.5);
        Node innerEnd = graph.node("TestForLoopClose", "flow_control", inner.out(0), "initial_value1", halved.out(0));
        Node outerEnd = graph.node("TestForLoopClose", "flow_control", outer.out(0), "initial_value1", innerEnd.out(0));
        Node output = graph.preview(outerEnd);

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(1 / 64.0));
    }

    @Test
    void aWhileLoopRunsUntilItsConditionFails() {
        Node open = graph.node(
                "TestWhileLoopOpen",
                "condition",
                true,
                "initial_value0",
                graph.whole(3),
                "initial_value1",
                graph.image("WHITE"));
        Node less = graph.node("TestIntMathOperation", "a", open.out(1), "b", 1, "operation", "subtract");
        Node more = graph.node("TestIntConditions", "a", less, "b", 0, "operation", ">");
        Node halved = graph.node("TestIsChangedWithConstants", "image", open.out(2), "value", 0.5);
        Node close = graph.node(
                "TestWhileLoopClose",
                "flow_control",
                open.out(0),
                "condition",
                more,
                "initial_value0",
                less,
                "initial_value1",
                halved);
        Node output = graph.preview(close.out(1));

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.125));
    }

    @Test
    void anErrorInALaterRoundNamesTheNodeWhichMadeThatRound() {
        Node open = graph.node("TestForLoopOpen", "remaining", 3, "initial_value1", graph.whole(0));
        Node less = graph.node("TestIntMathOperation", "a", open.out(1), "b", 2, "operation", "subtract");
        Node divided = graph.node("TestIntMathOperation", "a", 6, "b", less, "operation", "divide");
        Node close = graph.node("TestForLoopClose", "flow_control", open.out(0), "initial_value1", divided.out(0));
        graph.preview(graph.node("TestIsChangedWithConstants", "image", graph.image("WHITE"), "value", close));

        Map<?, ?> error = client.run(graph).error().orElseThrow();

        assertThat(error.get("node_id")).isEqualTo(close.id());
    }

    @Test
    void aCycleThatIsMadeWhileRunningNamesTheNodeThatMadeIt() {
        Node knot = graph.node(
                "TestDynamicDependencyCycle", "input1", graph.image("BLACK"), "input2", graph.image("WHITE"));
        graph.preview(knot);

        Followed run = client.run(graph);

        Map<?, ?> error = run.error().orElseThrow();
        assertThat(error.get("node_id")).isEqualTo(knot.id());
        assertThat(error.get("prompt_id")).isEqualTo(run.promptId());
        assertThat(error.get("exception_type")).isEqualTo("graph.DependencyCycleError");
        assertThat(run.status()).isEqualTo("error");
    }

    @Test
    void progressNamesParentAndDisplayedNodeOfWhatWasAdded() {
        Node sleeps = graph.node(
                "TestDynamicAsyncGeneration",
                "image1",
                graph.image("BLACK"),
                "image2",
                graph.image("WHITE"),
                "num_async_nodes",
                2,
                "sleep_duration",
                0.02);
        graph.preview(sleeps);

        List<Map<String, Map<?, ?>>> states = client.run(graph).states();

        assertThat(states.get(states.size() - 1).values())
                .filteredOn(state -> sleeps.id().equals(state.get("parent_node_id")))
                .hasSize(3) // two sleeps and an average
                .allSatisfy(state -> assertThat(state.get("display_node_id")).isEqualTo(sleeps.id()));
    }
}
