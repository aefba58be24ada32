package io.darkroom.conformance.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.run.Failure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionsTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    private String grey(double value) {
        return flow.node("StubConstantImage", "value", value, "height", 4, "width", 4, "batch_size", 1);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.1", "0.15, 0.2", "0.5, 0.3"})
    void aNodeAnswersAtOnceOrBecomesOthers(double input, float grey) {
        String mixed = flow.node("TestMixedExpansionReturns", "input1", input);
        flow.node("Look", "value", Flow.link(mixed, 0));
        flow.node("Look", "value", Flow.link(mixed, 1));

        assertThat(program.look(flow))
                .extracting(Program::grey)
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).isCloseTo(grey, within(1e-6f)),
                        second -> assertThat(second).isEqualTo(1));
    }

    @Test
    void eachValueOfAListIsAnsweredInItsOwnWay() {
        String list = flow.node(
                "TestMakeListNode",
                "value1",
                flow.node("StubFloat", "value", 0.05),
                "value2",
                flow.node("StubFloat", "value", 0.5),
                "value3",
                flow.node("StubFloat", "value", 0.15));
        flow.node("Look", "value", flow.node("TestMixedExpansionReturns", "input1", list));

        List<Float> greys = program.look(flow).stream().map(Program::grey).toList();

        assertThat(greys).hasSize(3);
        assertThat(greys.get(0)).isEqualTo(0.1f);
        assertThat(greys.get(1)).isCloseTo(0.3f, within(1e-6f));
        assertThat(greys.get(2)).isEqualTo(0.2f);
    }

    @Test
    void aCycleThatIsMadeWhileRunningIsToldAtTheNodeThatMadeIt() {
        String first = grey(0);
        String second = grey(1);
        String knot = flow.node("TestDynamicDependencyCycle", "input1", first, "input2", second);
        flow.node("Look", "value", knot);

        Failure failure = program.failure(flow);

        assertThat(failure.exceptionType()).isEqualTo("graph.DependencyCycleError");
        assertThat(failure.node()).map(node -> node.displayId()).contains(knot);
    }

    @Test
    void threeSleepsAreAveraged() {
        flow.node(
                "Look",
                "value",
                flow.node(
                        "TestParallelSleep",
                        "image1",
                        grey(0.25),
                        "image2",
                        grey(0.5),
                        "image3",
                        grey(0.75),
                        "sleep1",
                        0.05,
                        "sleep2",
                        0.06,
                        "sleep3",
                        0.07));

        assertThat(program.grey(flow)).isCloseTo(0.5f, within(1e-6f));
        assertThat(program.started())
                .filteredOn(node -> node.type().equals("TestSleep"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.25", "3, 0.4166667", "4, 0.5"})
    void asManySleepsAsAskedAreMade(int count, float mean) {
        String generated = flow.node(
                "TestDynamicAsyncGeneration",
                "image1",
                grey(0.25),
                "image2",
                grey(0.75),
                "num_async_nodes",
                count,
                "sleep_duration",
                0.03);
        flow.node("Look", "value", generated);

        assertThat(program.grey(flow)).isCloseTo(mean, within(1e-6f));
        assertThat(program.started())
                .filteredOn(node -> node.type().equals("TestSleep"))
                .hasSize(count)
                .allSatisfy(node -> assertThat(node.displayId()).isEqualTo(generated));
    }
}
