package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final int MANY = 100_000;

    @Test
    void aChainOfAHundredThousandNodesRunsAndIsCached() {
        Flow flow = new Flow().node("0", "Text", "value", "end");
        for (int i = 1; i < MANY; i++) {
            flow.node("" + i, "Same", "value", link("" + (i - 1), 0));
        }
        flow.node("show", "Show", "value", link("" + (MANY - 1), 0));
        try (Bench bench = new Bench(UnaryOperator.identity())) {
            bench.run(flow);
            assertThat(bench.shown("show")).containsExactly("end");

            bench.run(flow);

            assertThat(bench.started()).isEmpty();
        }
    }

    @Test
    void aHundredThousandNodesSideBySideRun() {
        Flow flow = new Flow().node("hub", "Number", "value", 1);
        for (int i = 0; i < MANY; i++) {
            flow.node("" + i, "Add", "a", link("hub", 0), "b", i);
        }
        Object[] inputs = new Object[2 * MANY];
        for (int i = 0; i < MANY; i++) {
            inputs[2 * i] = "input" + (i + 1);
            inputs[2 * i + 1] = link("" + i, 0);
        }
        flow.node("sum", "Variadic", inputs).node("show", "Show", "value", link("sum", 0));
        try (Bench bench = new Bench(UnaryOperator.identity())) {
            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly(String.valueOf((long) MANY * (MANY + 1) / 2));
        }
    }

    @Test
    void aHundredThousandOutputsOfOneNodeRun() {
        Flow flow = new Flow().node("hub", "Number", "value", 1);
        for (int i = 0; i < MANY; i++) {
            flow.node("" + i, "Show", "value", link("hub", 0), "extra", i);
        }
        try (Bench bench = new Bench(UnaryOperator.identity())) {
            RunResult result = bench.run(flow);

            assertThat(result.nodes()).hasSize(MANY + 1);
        }
    }

    @Test
    void aCycleOfAHundredThousandNodesIsNamedInOneLine() {
        Flow flow = new Flow();
        for (int i = 0; i < MANY; i++) {
            flow.node("" + i, "Same", "value", link("" + (i + MANY - 1) % MANY, 0));
        }
        flow.node("show", "Show", "value", link("0", 0));
        try (Bench bench = new Bench(UnaryOperator.identity())) {
            Failure failure = FailureTest.failure(bench.runUnchecked(flow, "show"));

            assertThat(failure.sentence()).contains("99988 more").hasSizeLessThan(500);
        }
    }
}
