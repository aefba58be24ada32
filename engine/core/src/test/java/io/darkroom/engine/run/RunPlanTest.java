package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {
    private static Flow greeting(String name) {
        return new Flow()
                .node("hello", "Text", "value", "hello ")
                .node("join", "Concat", "a", link("hello", 0), "b", name)
                .node("unused", "Text", "value", "nobody needs this")
                .node("show", "Show", "value", link("join", 0));
    }

    @Test
    void atFirstAllThatTheOutputNeedsIsToRun() {
        try (Bench bench = new Bench()) {
            RunPlan plan = bench.engine().plan(greeting("Ann").workflow(), List.of("show"));

            assertThat(plan.runs()).containsExactly("hello", "join", "show");
            assertThat(plan.cached()).isEmpty();
        }
    }

    @Test
    void whatIsKnownIsNamedAndWhatLiesBehindItIsNot() {
        try (Bench bench = new Bench()) {
            bench.run(greeting("Ann"));

            assertThat(bench.engine().plan(greeting("Ann").workflow(), List.of("show")))
                    .isEqualTo(new RunPlan(List.of(), List.of("show")));
            assertThat(bench.engine().plan(greeting("Bea").workflow(), List.of("show")))
                    .isEqualTo(new RunPlan(List.of("join", "show"), List.of("hello")));
        }
    }
}
