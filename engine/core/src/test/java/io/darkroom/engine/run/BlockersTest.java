package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.darkroom.api.node.Outcome;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockersTest {
    @Test
    void nodesBehindABlockerDoNotRunAndTheRunSucceeds() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Block", "value", "a")
                    .node("2", "Fail", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));

            RunResult result = bench.run(flow);

            assertThat(result.succeeded()).isTrue();
            assertThat(bench.shown("3")).isEmpty();
            assertThat(bench.events(Event.NodeBlocked.class)).isEmpty();
        }
    }

    @Test
    void onlyTheFirstNodeReportsTheMessage() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Block", "value", "a", "message", "Blocked Execution")
                    .node("2", "Same", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));

            bench.run(flow);

            assertThat(bench.events(Event.NodeBlocked.class))
                    .extracting(event -> event.node().id(), Event.NodeBlocked::message)
                    .containsExactly(tuple("2", "Blocked Execution"));
        }
    }

    @Test
    void theMessageIsReportedInEachRun() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Block", "value", "a", "message", "Blocked Execution")
                    .node("2", "Show", "value", link("1", 0));
            bench.run(flow);

            bench.run(flow);

            assertThat(bench.events(Event.NodeBlocked.class)).hasSize(1);
        }
    }

    @Test
    void inAListOnlyTheBlockedElementIsLeftOut() {
        Toy odd = Toy.of("BlockOdd").in("value", "INT").out("INT");
        try (Bench bench = new Bench(odd.gives((in, ctx) ->
                in.get("value", Long.class) % 2 == 0 ? in.get("value") : new Outcome.Blocker(Optional.empty())))) {
            Flow flow = new Flow()
                    .node("1", "MakeList", "value1", 1, "value2", 2, "value3", 3, "value4", 4)
                    .node("2", "BlockOdd", "value", link("1", 0))
                    .node("3", "Add", "a", link("2", 0), "b", 10)
                    .node("4", "Show", "value", link("3", 0));

            bench.run(flow);

            assertThat(bench.shown("4")).containsExactly("12", "14");
        }
    }

    @Test
    void aNodeThatTakesListsIsBlockedByAnyElement() {
        Toy one = Toy.of("BlockOne").outList("INT");
        try (Bench bench = new Bench(one.gives((in, ctx) -> List.of(1L, new Outcome.Blocker(Optional.empty()), 3L)))) {
            Flow flow = new Flow()
                    .node("1", "BlockOne")
                    .node("2", "CountList", "values", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));

            bench.run(flow);

            assertThat(bench.shown("3")).isEmpty();
        }
    }

    @Test
    void aListOutputKeepsABlockerAsOneElement() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Block", "value", "a")
                    .node("2", "MakeList", "value1", "x", "value2", link("1", 0))
                    .node("3", "Show", "value", link("2", 0))
                    .node("4", "MakeList", "value1", "x")
                    .node("5", "Show", "value", link("4", 0));

            bench.run(flow);

            assertThat(bench.shown("3")).isEmpty();
            assertThat(bench.shown("5")).containsExactly("x");
        }
    }

    @Test
    void aBlockedNodeIsNotAskedForLazyInputs() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Block", "value", "a")
                    .node("2", "Fail")
                    .node("3", "LazyPick", "which", link("1", 0), "a", link("2", 0))
                    .node("4", "Show", "value", link("3", 0));

            assertThat(bench.run(flow).succeeded()).isTrue();
            assertThat(bench.started()).doesNotContain("2");
        }
    }
}
