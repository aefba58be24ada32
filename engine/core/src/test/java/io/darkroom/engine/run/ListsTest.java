package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListsTest {
    private static Flow twoLists() {
        return new Flow()
                .node("abc", "MakeList", "value1", "a", "value2", "b", "value3", "c")
                .node("xy", "MakeList", "value1", "x", "value2", "y");
    }

    @Test
    void aNodeRunsOnceForEachElementAndShorterListsRepeatTheirLast() {
        try (Bench bench = new Bench()) {
            Flow flow = twoLists()
                    .node("1", "Concat", "a", link("abc", 0), "b", link("xy", 0))
                    .node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("ax", "by", "cy");
        }
    }

    @Test
    void aConstantIsUsedForEveryElement() {
        try (Bench bench = new Bench()) {
            Flow flow = twoLists()
                    .node("1", "Concat", "a", link("abc", 0), "b", "!")
                    .node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("a!", "b!", "c!");
        }
    }

    @Test
    void aNodeThatTakesListsIsCalledOnceWithAllOfThem() {
        try (Bench bench = new Bench()) {
            Flow flow = twoLists()
                    .node("1", "CountList", "values", link("abc", 0))
                    .node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("3");
        }
    }

    @Test
    void listsThatSeveralCallsYieldAreJoinedEndToEnd() {
        try (Bench bench = new Bench()) {
            Flow flow = twoLists()
                    .node("1", "MakeList", "value1", link("abc", 0), "value2", link("xy", 0))
                    .node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("a", "x", "b", "y", "c", "y");
        }
    }

    @Test
    void anEmptyListMeansNoCalls() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("0", "MakeList")
                    .node("1", "Concat", "a", link("0", 0), "b", "!")
                    .node("2", "CountList", "values", link("1", 0))
                    .node("3", "Show", "value", link("2", 0))
                    .node("4", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("3")).containsExactly("0");
            assertThat(bench.shown("4")).isEmpty();
        }
    }

    @Test
    void aNodeWithoutInputsIsCalledOnce() {
        try (Bench bench = new Bench(Toy.of("Hello").out("STRING").gives((in, ctx) -> "hello"))) {
            Flow flow = new Flow().node("1", "Hello").node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("hello");
        }
    }

    @Test
    void aNodeThatYieldsAnotherNumberOfValuesThanDeclaredFailsWithBothNumbers() {
        try (Bench bench = new Bench(Toy.of("Two").out("INT").does((in, ctx) -> Outcome.Values.of(1L, 2L)))) {
            Flow flow = new Flow().node("1", "Two").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).sentence())
                    .startsWith("Node 1 \"Two\" failed")
                    .contains("yields 2 values")
                    .contains("has 1 outputs");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what an author without NullAway may write
    void aNodeThatYieldsNothingAtAllFails() {
        try (Bench bench = new Bench(Toy.of("Void").out("INT").does((in, ctx) -> null))) {
            Flow flow = new Flow().node("1", "Void").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).message())
                    .isEqualTo("It yields null instead of an outcome.");
        }
    }

    @Test
    void aListOutputThatIsNoListFailsWithItsName() {
        try (Bench bench = new Bench(Toy.of("NoList").outList("INT").gives((in, ctx) -> 1L))) {
            Flow flow = new Flow().node("1", "NoList").node("2", "Show", "value", link("1", 0));

            assertThat(FailureTest.failure(bench.run(flow)).message()).contains("\"INT\"", "must be a List");
        }
    }

    @Test
    void whatSeveralCallsShowIsJoinedUnderTheKeysOfTheFirst() {
        try (Bench bench = new Bench()) {
            Flow flow = twoLists().node("1", "Show", "value", link("abc", 0));

            RunResult result = bench.run(flow);

            assertThat(result.shown()).containsEntry("1", new Shown(Map.of("values", List.of("a", "b", "c"))));
        }
    }
}
