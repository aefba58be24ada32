package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.Limits;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void valuesFlowAlongLinksToTheOutput() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "dark")
                    .node("2", "Concat", "a", link("1", 0), "b", "room")
                    .node("3", "Show", "value", link("2", 0));

            RunResult result = bench.run(flow);

            assertThat(result.succeeded()).isTrue();
            assertThat(bench.shown("3")).containsExactly("darkroom");
        }
    }

    @Test
    void aNodeThatLeadsToNoOutputNeverRuns() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "Fail", "value", link("1", 0))
                    .node("3", "Show", "value", link("1", 0));

            assertThat(bench.run(flow).succeeded()).isTrue();
            assertThat(bench.started()).containsExactly("1", "3");
        }
    }

    @Test
    void onlyTheOutputsAskedForRun() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "Show", "value", link("1", 0))
                    .node("3", "Show", "value", link("1", 0));
            Validation validation =
                    new Validator(bench.catalogue(), Limits.DEFAULT).validate(flow.workflow(), Set.of("3", "1"));

            bench.run(RunRequest.of("prompt", validation));

            assertThat(bench.started()).containsExactly("1", "3");
        }
    }

    @Test
    void anOutputNodeThatOthersConsumeRunsEvenIfItWasNotAskedFor() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "ShowThrough", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));
            Validation validation =
                    new Validator(bench.catalogue(), Limits.DEFAULT).validate(flow.workflow(), Set.of("3"));

            bench.run(RunRequest.of("prompt", validation));

            assertThat(bench.started()).containsExactly("1", "2", "3");
            assertThat(bench.shown("2")).containsExactly("a");
        }
    }

    @Test
    void anOutputRunsBeforeOtherBranchesStart() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "Concat", "a", link("1", 0), "b", "!")
                    .node("3", "Show", "value", link("2", 0))
                    .node("4", "Text", "value", "b")
                    .node("5", "Concat", "a", link("4", 0), "b", "!")
                    .node("6", "Show", "value", link("5", 0));

            bench.run(flow);

            assertThat(bench.started()).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void aNodeThatFeedsAnOutputComesBeforeOneThatIsFarther() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("far", "Text", "value", "a")
                    .node("middle", "Same", "value", link("far", 0))
                    .node("join", "Concat", "a", link("middle", 0), "b", "!")
                    .node("late", "Show", "value", link("join", 0))
                    .node("near", "Text", "value", "b")
                    .node("early", "Show", "value", link("near", 0));

            bench.run(flow);

            assertThat(bench.started().subList(0, 2)).containsExactly("near", "early");
        }
    }

    @Test
    void undeclaredConstantsReachOnlyVariadicNodes() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Variadic", "input1", 1, "input2", 10, "input3", link("2", 0))
                    .node("2", "Number", "value", 100)
                    .node("3", "Show", "value", link("1", 0))
                    .node("4", "Text", "value", "a", "upload", "image")
                    .node("5", "Show", "value", link("4", 0));

            bench.run(flow);

            assertThat(bench.shown("3")).containsExactly("111");
            assertThat(bench.shown("5")).containsExactly("a");
        }
    }

    @Test
    void twoNodesThatComputeTheSameRunOnce() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "Text", "value", "a")
                    .node("3", "Concat", "a", link("1", 0), "b", link("2", 0))
                    .node("4", "Show", "value", link("3", 0));

            bench.run(flow);

            assertThat(bench.started()).hasSize(3).contains("3", "4");
            assertThat(bench.shown("4")).containsExactly("aa");
        }
    }

    @Test
    void anEmptyWorkflowAsksForNothingAndSucceeds() {
        try (Bench bench = new Bench()) {
            RunResult result = bench.runUnchecked(new Flow());

            assertThat(result.succeeded()).isTrue();
            assertThat(result.nodes()).isEmpty();
        }
    }
}
