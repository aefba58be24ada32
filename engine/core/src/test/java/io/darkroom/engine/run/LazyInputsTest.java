package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LazyInputsTest {
    private static Flow pick(String which) {
        return new Flow()
                .node("a", "Text", "value", "left")
                .node("b", "Text", "value", "right")
                .node("pick", "LazyPick", "which", which, "a", link("a", 0), "b", link("b", 0))
                .node("show", "Show", "value", link("pick", 0));
    }

    @Test
    void onlyTheInputThatIsAskedForRuns() {
        try (Bench bench = new Bench()) {
            bench.run(pick("b"));

            assertThat(bench.shown("show")).containsExactly("right");
            assertThat(bench.started()).containsExactly("pick", "b", "pick", "show");
        }
    }

    @Test
    void aLazyConstantIsThereFromTheStart() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("pick", "LazyPick", "which", "a", "a", "now")
                    .node("show", "Show", "value", link("pick", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("now");
            assertThat(bench.started()).containsExactly("pick", "show");
        }
    }

    @Test
    void askingForWhatTheWorkflowDoesNotSetFailsWithItsName() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("a", "Text", "value", "left")
                    .node("pick", "LazyPick", "which", "b", "a", link("a", 0))
                    .node("show", "Show", "value", link("pick", 0));

            assertThat(FailureTest.failure(bench.run(flow)).sentence())
                    .isEqualTo("Node pick \"LazyPick\" asks for its input \"b\", which the workflow does not set;"
                            + " link something to it.");
        }
    }

    @Test
    void aNodeThatAsksForNothingSeesItsLazyInputsAsAbsent() {
        Toy shy = Toy.of("Shy").lazy("a", "*").out("STRING");
        try (Bench bench = new Bench(shy.gives((in, ctx) -> in.has("a") ? "seen" : "unseen"))) {
            Flow flow = new Flow()
                    .node("a", "Fail")
                    .node("shy", "Shy", "a", link("a", 0))
                    .node("show", "Show", "value", link("shy", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("unseen");
        }
    }

    @Test
    void whatIsInTheCacheDoesNotMakeALazyInputKnown() {
        Toy shy = Toy.of("Shy").lazy("a", "*").out("STRING");
        try (Bench bench = new Bench(shy.gives((in, ctx) -> in.has("a") ? "seen" : "unseen"))) {
            Flow flow = new Flow()
                    .node("a", "Text", "value", "a")
                    .node("first", "Show", "value", link("a", 0))
                    .node("shy", "Shy", "a", link("a", 0))
                    .node("show", "Show", "value", link("shy", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("unseen");
        }
    }

    @Test
    void inputsMayBeAskedForOneAfterAnother() {
        Toy chain = Toy.of("Chain")
                .lazy("a", "STRING")
                .lazy("b", "STRING")
                .out("STRING")
                .needs(in -> in.has("a") ? Set.of("a", "b") : Set.of("a"));
        try (Bench bench = new Bench(chain.gives((in, ctx) -> "" + in.get("a") + in.get("b")))) {
            Flow flow = new Flow()
                    .node("a", "Text", "value", "1")
                    .node("b", "Text", "value", "2")
                    .node("chain", "Chain", "a", link("a", 0), "b", link("b", 0))
                    .node("show", "Show", "value", link("chain", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("12");
            assertThat(bench.started()).containsExactly("chain", "a", "chain", "b", "chain", "show");
        }
    }

    @Test
    void eachElementOfAListIsAskedWhatItNeeds() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("which", "MakeList", "value1", "a", "value2", "b")
                    .node("a", "Text", "value", "left")
                    .node("b", "Text", "value", "right")
                    .node("pick", "LazyPick", "which", link("which", 0), "a", link("a", 0), "b", link("b", 0))
                    .node("show", "Show", "value", link("pick", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("left", "right");
        }
    }
}
