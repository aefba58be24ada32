package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
    static Failure failure(RunResult result) {
        assertThat(result.ending()).isInstanceOf(Ending.Failed.class);
        return ((Ending.Failed) result.ending()).failure();
    }

    private static Flow failing() {
        return new Flow()
                .node("1", "Text", "value", "a")
                .node("2", "Fail", "value", link("1", 0))
                .titled("2", "My Toy")
                .node("3", "Show", "value", link("2", 0));
    }

    @Test
    void aFailureNamesTheNodeItsTitleAndItsInputs() {
        try (Bench bench = new Bench()) {
            Failure failure = failure(bench.run(failing()));

            assertThat(failure.sentence())
                    .isEqualTo(
                            "Node 2 \"My Toy\" failed with IllegalStateException: The toy is broken. Tell the author of"
                                    + " the node.");
            assertThat(failure.message()).isEqualTo("The toy is broken.");
            assertThat(failure.exceptionType()).isEqualTo("java.lang.IllegalStateException");
            assertThat(failure.currentInputs()).containsEntry("value", List.of("a"));
            assertThat(failure.executed()).containsExactly("1");
            assertThat(failure.traceback()).isNotEmpty();
        }
    }

    @Test
    void aRefusalByTheNodeIsItsSentenceAndNamesTheInput() {
        Toy picky = Toy.of("Picky").in("value", "*").out("*");
        try (Bench bench = new Bench(picky.gives((in, ctx) -> {
            throw NodeException.atInput("value", "The value is too plain; use another.");
        }))) {
            Flow flow = new Flow().node("7", "Picky", "value", "a").node("8", "Show", "value", link("7", 0));

            Failure failure = failure(bench.run(flow));

            assertThat(failure.sentence()).isEqualTo("Node 7 \"Picky\": The value is too plain; use another.");
            assertThat(failure.input()).contains("value");
        }
    }

    @Test
    void nothingRunsAfterAFailure() {
        try (Bench bench = new Bench()) {
            Flow flow = failing()
                    .node("4", "Text", "value", "far")
                    .node("5", "Same", "value", link("4", 0))
                    .node("6", "Same", "value", link("5", 0))
                    .node("7", "Show", "value", link("6", 0));

            bench.runUnchecked(flow, "3", "7");

            assertThat(bench.started()).containsExactly("1", "2");
            assertThat(bench.events()).last().isInstanceOf(Event.RunFinished.class);
        }
    }

    @Test
    void whatRanBeforeTheFailureStaysCached() {
        try (Bench bench = new Bench()) {
            bench.run(failing());

            bench.run(failing());

            assertThat(bench.cached()).containsExactly("1");
            assertThat(bench.started()).containsExactly("2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stack", "class", "assertion"})
    void anErrorOfAnyKindEndsTheRunAndTheEngineStaysUsable(String kind) {
        Toy error = Toy.of("Error").out("*");
        try (Bench bench = new Bench(error.gives((in, ctx) -> {
            throw switch (kind) {
                case "memory" -> new OutOfMemoryError("Java heap space");
                case "stack" -> new StackOverflowError();
                case "class" -> new NoClassDefFoundError("org/missing/Library");
                default -> new AssertionError("toy");
            };
        }))) {
            Flow bad = new Flow().node("1", "Error").node("2", "Show", "value", link("1", 0));
            Flow good = new Flow().node("1", "Text", "value", "a").node("2", "Show", "value", link("1", 0));

            assertThat(failure(bench.run(bad)).node().orElseThrow().id()).isEqualTo("1");
            assertThat(bench.run(good).succeeded()).isTrue();
        }
    }

    @Test
    void runningOutOfMemorySaysWhatHelpsAndEmptiesTheCache() {
        Toy error = Toy.of("Error").in("value", "*").out("*");
        try (Bench bench = new Bench(error.gives((in, ctx) -> {
            throw new OutOfMemoryError("Java heap space");
        }))) {
            Flow flow = new Flow()
                    .node("0", "Text", "value", "a")
                    .node("1", "Error", "value", link("0", 0))
                    .node("2", "Show", "value", link("1", 0));

            Failure failure = failure(bench.run(flow));

            assertThat(failure.sentence())
                    .isEqualTo(
                            "Node 1 \"Error\" ran out of memory (Java heap space). Use a smaller picture or batch, or"
                                    + " give Java more with -Xmx.");
            assertThat(bench.engine().cachedResults()).isZero();
        }
    }

    @Test
    void aStackOverflowDeepInANodeIsJustItsFailure() {
        Toy deep = Toy.of("Deep").out("INT");
        try (Bench bench = new Bench(deep.gives((in, ctx) -> depth(0)))) {
            Flow flow = new Flow().node("1", "Deep").node("2", "Show", "value", link("1", 0));

            assertThat(failure(bench.run(flow)).exceptionType()).isEqualTo("java.lang.StackOverflowError");
        }
    }

    @SuppressWarnings("InfiniteRecursion") // to overflow the stack is what it is for
    private static long depth(long depth) {
        return 1 + depth(depth + 1);
    }

    @Test
    void aLinkToAMissingNodeIsASentenceEvenWithoutValidation() {
        try (Bench bench = new Bench()) {
            Failure failure = failure(bench.runUnchecked(new Flow().node("1", "Show", "value", link("9", 0)), "1"));

            assertThat(failure.sentence()).isEqualTo("Node 1 \"Show\" needs node 9, which does not exist.");
        }
    }

    @Test
    void aSlotOutOfRangeIsASentenceEvenWithoutValidation() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow().node("1", "Text", "value", "a").node("2", "Show", "value", link("1", 5));

            Failure failure = failure(bench.runUnchecked(flow, "2"));

            assertThat(failure.sentence()).isEqualTo("Node 2 \"Show\" is linked to output 5 of node 1, which has 1.");
        }
    }

    @Test
    void aCycleIsASentenceEvenWithoutValidation() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "Same", "value", link("2", 0))
                    .node("2", "Same", "value", link("1", 0))
                    .node("3", "Show", "value", link("2", 0));

            Failure failure = failure(bench.runUnchecked(flow, "3"));

            assertThat(failure.message()).isEqualTo("Dependency cycle detected");
            assertThat(failure.exceptionType()).isEqualTo("graph.DependencyCycleError");
            assertThat(failure.sentence()).contains("\"Same\" \u2192 ");
        }
    }

    @Test
    void aListenerThatThrowsStopsTheRunAndIsHeard() {
        try (Bench bench = new Bench()) {
            RunRequest request = RunRequest.of("prompt", bench.validate(new Flow().node("1", "Show", "value", "a")));

            assertThatThrownBy(() -> bench.engine().run(request, event -> {
                        throw new IllegalArgumentException("deaf");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("deaf");
        }
    }
}
