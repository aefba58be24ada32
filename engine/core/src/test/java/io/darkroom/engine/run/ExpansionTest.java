package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.Limits;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Loops;
import io.darkroom.engine.toys.Toy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static Outcome expansion(Flow nodes, Input... results) {
        return new Outcome.Expansion(nodes.workflow(), List.of(results), Shown.NOTHING);
    }

    /** Becomes {@code value + "!"}, computed by another node. */
    private static final NodeType SHOUT = Toy.of("Shout")
            .in("value", "STRING")
            .out("STRING")
            .does((in, ctx) -> expansion(
                    new Flow().node(ctx.idPrefix() + "1", "Concat", "a", in.get("value"), "b", "!"),
                    link(ctx.idPrefix() + "1", 0)));

    @Test
    void theResultOfAnExpandingNodeComesFromTheNodesItAdded() {
        try (Bench bench = new Bench(SHOUT)) {
            Flow flow = new Flow().node("7", "Shout", "value", "a").node("8", "Show", "value", link("7", 0));

            bench.run(flow);

            assertThat(bench.shown("8")).containsExactly("a!");
            assertThat(bench.started()).containsExactly("7", "7.0.0.1", "7", "8");
        }
    }

    @Test
    void addedNodesAreShownAtTheirParentAndKnowIt() {
        try (Bench bench = new Bench(SHOUT)) {
            bench.run(new Flow().node("7", "Shout", "value", "a").node("8", "Show", "value", link("7", 0)));

            assertThat(bench.events(Event.NodeFinished.class).get(0).node())
                    .isEqualTo(new NodeRef("7.0.0.1", "7", Optional.of("7"), "7", "Concat", "Shout"));
        }
    }

    @Test
    void anExpandedNodeIsCachedLikeAnyOther() {
        try (Bench bench = new Bench(SHOUT)) {
            Flow flow = new Flow().node("7", "Shout", "value", "a").node("8", "Show", "value", link("7", 0));
            bench.run(flow);

            bench.run(flow);

            assertThat(bench.started()).isEmpty();
        }
    }

    @Test
    void addedNodesComeFromTheCacheWhenAnotherParentAddsThem() {
        try (Bench bench = new Bench(SHOUT)) {
            bench.run(new Flow().node("7", "Shout", "value", "a").node("8", "Show", "value", link("7", 0)));

            bench.run(new Flow().node("7", "Shout", "value", "a", "extra", 1).node("8", "Show", "value", link("7", 0)));

            assertThat(bench.started()).containsExactly("7", "7", "8");
        }
    }

    @Test
    void eachCallOfAListMayExpandOrAnswerAtOnce() {
        Toy some = Toy.of("Some").in("value", "STRING").out("STRING");
        try (Bench bench =
                new Bench(some.does((in, ctx) -> in.get("value", String.class).equals("b")
                        ? Outcome.Values.of("plain")
                        : expansion(
                                new Flow().node(ctx.idPrefix() + "1", "Concat", "a", in.get("value"), "b", "!"),
                                link(ctx.idPrefix() + "1", 0))))) {
            Flow flow = new Flow()
                    .node("1", "MakeList", "value1", "a", "value2", "b", "value3", "c")
                    .node("2", "Some", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));

            bench.run(flow);

            assertThat(bench.shown("3")).containsExactly("a!", "plain", "c!");
        }
    }

    @Test
    void aResultMayBeAConstantOrALinkToANodeThatWasThereBefore() {
        Toy mixed = Toy.of("Mixed").in("value", "*").out("INT").out("*");
        try (Bench bench = new Bench(mixed.does((in, ctx) -> expansion(
                new Flow(),
                new Input.Constant(5L),
                ctx.node(ctx.nodeId())
                        .orElseThrow()
                        .inputs()
                        .values()
                        .iterator()
                        .next())))) {
            Flow flow = new Flow()
                    .node("1", "Text", "value", "before")
                    .node("2", "Mixed", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0))
                    .node("4", "Show", "value", link("2", 1));

            bench.run(flow);

            assertThat(bench.shown("3")).containsExactly("5");
            assertThat(bench.shown("4")).containsExactly("before");
        }
    }

    @Test
    void aValueAtHandReachesAddedNodesAndResults() {
        Object picture = new Object();
        Toy giver = Toy.of("Giver").out("*").out("*");
        try (Bench bench = new Bench(giver.does((in, ctx) -> expansion(
                new Flow().node(ctx.idPrefix() + "1", "Same", "value", Input.of(picture)),
                link(ctx.idPrefix() + "1", 0),
                Input.of(picture))))) {
            Flow flow = new Flow().node("1", "Giver").node("2", "Show", "value", link("1", 0));
            flow.node("3", "Show", "value", link("1", 1));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly(picture.toString());
            assertThat(bench.shown("3")).containsExactly(picture.toString());
        }
    }

    @Test
    void whatAValueAtHandWasMadeIntoIsNotUsedAgainForAnother() {
        Toy giver = Toy.of("Giver").in("value", "STRING").out("*");
        try (Bench bench = new Bench(giver.does((in, ctx) -> expansion(
                new Flow().node(ctx.idPrefix() + "1", "Same", "value", new Input.Value(in.get("value", String.class))),
                link(ctx.idPrefix() + "1", 0))))) {
            Flow flow = new Flow().node("1", "Giver", "value", "a").node("2", "Show", "value", link("1", 0));
            bench.run(flow);

            bench.run(flow.set("1", "value", "b"));

            assertThat(bench.shown("2")).containsExactly("b");
        }
    }

    @Test
    void expansionsNest() {
        Toy twice = Toy.of("Twice").in("value", "STRING").out("STRING");
        try (Bench bench = new Bench(
                SHOUT,
                twice.does((in, ctx) -> expansion(
                        new Flow()
                                .node(ctx.idPrefix() + "1", "Shout", "value", in.get("value"))
                                .node(ctx.idPrefix() + "2", "Shout", "value", link(ctx.idPrefix() + "1", 0)),
                        link(ctx.idPrefix() + "2", 0))))) {
            bench.run(new Flow().node("1", "Twice", "value", "a").node("2", "Show", "value", link("1", 0)));

            assertThat(bench.shown("2")).containsExactly("a!!");
            assertThat(bench.started()).contains("1.0.0.1.0.0.1");
        }
    }

    @Test
    void anAddedOutputNodeRunsAndIsShownAtItsParent() {
        Toy saver = Toy.of("Saver").in("value", "*").is(Trait.OUTPUT);
        try (Bench bench = new Bench(saver.does(
                (in, ctx) -> expansion(new Flow().node(ctx.idPrefix() + "1", "Show", "value", in.get("value")))))) {
            Flow flow = new Flow().node("1", "Saver", "value", "a");
            bench.run(flow);
            assertThat(bench.shown("1")).containsExactly("a");

            bench.run(flow.node("1", "Saver", "value", "a", "extra", 1));

            assertThat(bench.shown("1")).containsExactly("a");
            assertThat(bench.started()).doesNotContain("1.0.0.1");
        }
    }

    @Test
    void anIdThatExistsAlreadyIsRefused() {
        Toy clumsy = Toy.of("Clumsy").out("STRING");
        try (Bench bench = new Bench(
                clumsy.does((in, ctx) -> expansion(new Flow().node("2", "Text", "value", "a"), link("2", 0))))) {
            Flow flow = new Flow().node("1", "Clumsy").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).sentence())
                    .isEqualTo("Node 1 \"Clumsy\" adds a node \"2\", but the run has one of that id; its author must"
                            + " start ids with Context.idPrefix().");
        }
    }

    @Test
    void anAddedNodeOfUnknownTypeIsBlamedOnItsParent() {
        Toy clumsy = Toy.of("Clumsy").out("STRING");
        try (Bench bench = new Bench(clumsy.does((in, ctx) ->
                expansion(new Flow().node(ctx.idPrefix() + "1", "Nowhere"), link(ctx.idPrefix() + "1", 0))))) {
            Flow flow = new Flow().node("1", "Clumsy").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).sentence())
                    .isEqualTo("Node 1 \"Clumsy\" needs node 1.0.0.1 of type \"Nowhere\", which no pack brings.");
        }
    }

    @Test
    void anErrorInAnAddedNodeIsToldAtTheNodeTheUserKnows() {
        Toy fragile = Toy.of("Fragile").out("*");
        try (Bench bench = new Bench(fragile.does((in, ctx) ->
                expansion(new Flow().node(ctx.idPrefix() + "1", "Fail"), link(ctx.idPrefix() + "1", 0))))) {
            Flow flow = new Flow().node("5", "Fragile").node("6", "Show", "value", link("5", 0));

            Failure failure = FailureTest.failure(bench.run(flow));

            assertThat(failure.node().orElseThrow().realId()).isEqualTo("5");
            assertThat(failure.node().orElseThrow().displayId()).isEqualTo("5");
            assertThat(failure.sentence()).startsWith("Node 5 \"Fragile\" (at 5.0.0.1, a Fail) failed");
        }
    }

    @Test
    void aCycleThatShowsOnlyWhileRunningIsToldAtTheNodeThatMadeIt() {
        Toy knot = Toy.of("Knot").out("*");
        try (Bench bench = new Bench(knot.does((in, ctx) -> {
            String id = ctx.idPrefix();
            return expansion(
                    new Flow()
                            .node(id + "1", "LazyPick", "which", "a", "a", link(id + "2", 0))
                            .node(id + "2", "LazyPick", "which", "b", "b", link(id + "1", 0)),
                    link(id + "1", 0));
        }))) {
            Flow flow = new Flow().node("5", "Knot").node("6", "Show", "value", link("5", 0));

            Failure failure = FailureTest.failure(bench.run(flow));

            assertThat(failure.exceptionType()).isEqualTo("graph.DependencyCycleError");
            assertThat(failure.node().orElseThrow().displayId()).isEqualTo("5");
            assertThat(failure.sentence()).contains("5.0.0.1 \"LazyPick\"", "5.0.0.2 \"LazyPick\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "5, 50", "40, 400"})
    void aForLoopRunsItsBodyAsOftenAsItSays(int rounds, String sum) {
        try (Bench bench = new Bench(Loops.all())) {
            Flow flow = new Flow()
                    .node("open", "ForOpen", "remaining", rounds, "initial_value1", 0)
                    .node("body", "Add", "a", link("open", 2), "b", 10)
                    .node("close", "ForClose", "flow_control", link("open", 0), "initial_value1", link("body", 0))
                    .node("show", "Show", "value", link("close", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly(sum);
        }
    }

    @Test
    void aLoopInALoopMultiplies() {
        try (Bench bench = new Bench(Loops.all())) {
            Flow flow = new Flow()
                    .node("outer", "ForOpen", "remaining", 3, "initial_value1", 0)
                    .node("inner", "ForOpen", "remaining", 4, "initial_value1", link("outer", 2))
                    .node("body", "Add", "a", link("inner", 2), "b", 1)
                    .node("innerEnd", "ForClose", "flow_control", link("inner", 0), "initial_value1", link("body", 0))
                    .node(
                            "outerEnd",
                            "ForClose",
                            "flow_control",
                            link("outer", 0),
                            "initial_value1",
                            link("innerEnd", 0))
                    .node("show", "Show", "value", link("outerEnd", 0));

            bench.run(flow);

            assertThat(bench.shown("show")).containsExactly("12");
        }
    }

    @Test
    void aCopyInALoopIsShownAtTheNodeItWasCopiedFrom() {
        try (Bench bench = new Bench(Loops.all())) {
            Flow flow = new Flow()
                    .node("open", "ForOpen", "remaining", 3, "initial_value1", 0)
                    .node("body", "Add", "a", link("open", 2), "b", 10)
                    .node("close", "ForClose", "flow_control", link("open", 0), "initial_value1", link("body", 0))
                    .node("show", "Show", "value", link("close", 0));

            bench.run(flow);

            assertThat(bench.events(Event.NodeStarted.class).stream()
                            .filter(event -> event.node().displayId().equals("body")))
                    .hasSize(3);
        }
    }

    @Test
    void aLoopWithoutEndIsStoppedAtTheLimit() {
        Toy endless = Toy.of("Endless").out("*");
        try (Bench bench = new Bench(
                options -> options.withParallelBranches(1).withLimits(new Limits(100, 1000)),
                endless.does((in, ctx) -> expansion(
                        new Flow().node(ctx.idPrefix() + "1", "Endless", "extra", ctx.nodeId()),
                        link(ctx.idPrefix() + "1", 0))))) {
            Flow flow = new Flow().node("1", "Endless").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).sentence())
                    .startsWith("Node 1 \"Endless\" (at 1.0.0.1")
                    .contains("would let the run grow to 1001 nodes; limit 1000 (limits.runNodes)");
        }
    }
}
