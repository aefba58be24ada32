package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BranchesTest {
    private static final int LONG = 30; // seconds; reached only if branches do not overlap

    /** Returns only when as many of them are at work at once as the barrier wants. */
    private static NodeType meeting(CyclicBarrier barrier) {
        return Toy.of("Meet").in("value", "*").out("*").gives((in, ctx) -> {
            barrier.await(LONG, TimeUnit.SECONDS);
            return in.get("value");
        });
    }

    @Test
    void independentBranchesWorkAtTheSameTime() {
        CyclicBarrier five = new CyclicBarrier(5);
        try (Bench bench = new Bench(options -> options, meeting(five))) {
            Flow flow = new Flow().node("all", "MakeList");
            for (int i = 1; i <= 5; i++) {
                flow.node("meet" + i, "Meet", "value", i);
                flow.node("show" + i, "Show", "value", link("meet" + i, 0));
            }

            assertThat(bench.run(flow).succeeded()).isTrue();
        }
    }

    @Test
    void nodesOfOneExpansionWorkAtTheSameTime() {
        CyclicBarrier three = new CyclicBarrier(3);
        Toy fan = Toy.of("Fan").is(Trait.OUTPUT).out("INT");
        NodeType expanding = fan.does((in, ctx) -> {
            Flow nodes = new Flow();
            for (int i = 1; i <= 3; i++) {
                nodes.node(ctx.idPrefix() + i, "Meet", "value", i);
            }
            nodes.node(
                    ctx.idPrefix() + "sum",
                    "Variadic",
                    "input1",
                    link(ctx.idPrefix() + "1", 0),
                    "input2",
                    link(ctx.idPrefix() + "2", 0),
                    "input3",
                    link(ctx.idPrefix() + "3", 0));
            return new Outcome.Expansion(nodes.workflow(), List.of(link(ctx.idPrefix() + "sum", 0)), Shown.NOTHING);
        });
        try (Bench bench = new Bench(options -> options, meeting(three), expanding)) {
            Flow flow = new Flow().node("1", "Fan").node("2", "Show", "value", link("1", 0));

            bench.run(flow);

            assertThat(bench.shown("2")).containsExactly("6");
        }
    }

    @Test
    void noMoreNodesWorkAtOnceThanAllowed() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier two = new CyclicBarrier(2);
        NodeType watched = Toy.of("Watched").in("value", "*").out("*").gives((in, ctx) -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            two.await(LONG, TimeUnit.SECONDS);
            atWork.decrementAndGet();
            return in.get("value");
        });
        try (Bench bench = new Bench(options -> options.withParallelBranches(2), watched)) {
            Flow flow = new Flow();
            for (int i = 1; i <= 8; i++) {
                flow.node("w" + i, "Watched", "value", i);
                flow.node("s" + i, "Show", "value", link("w" + i, 0));
            }

            bench.run(flow);

            assertThat(most.get()).isEqualTo(2);
        }
    }

    @Test
    void aFailureStopsTheOtherBranchesAndIsTheOneReported() {
        CyclicBarrier both = new CyclicBarrier(2);
        NodeType patient = Toy.of("Patient").out("*").gives((in, ctx) -> {
            CountDownLatch stopped = new CountDownLatch(1);
            try (var registration = ctx.cancellation().onRequest(stopped::countDown)) {
                both.await(LONG, TimeUnit.SECONDS);
                assertThat(stopped.await(LONG, TimeUnit.SECONDS)).isTrue();
            }
            ctx.cancellation().check();
            return "never";
        });
        NodeType failing = Toy.of("Failing").out("*").gives((in, ctx) -> {
            both.await(LONG, TimeUnit.SECONDS);
            throw new IllegalStateException("first");
        });
        try (Bench bench = new Bench(options -> options, patient, failing)) {
            Flow flow = new Flow()
                    .node("1", "Patient")
                    .node("2", "Failing")
                    .node("3", "Show", "value", link("1", 0))
                    .node("4", "Show", "value", link("2", 0));

            Failure failure = FailureTest.failure(bench.run(flow));

            assertThat(failure.message()).isEqualTo("first");
        }
    }

    /** Saves like SaveImage: takes the next number of a counter that all share. */
    @RepeatedTest(20)
    void outputsKeepTheOrderInWhichOneThreadWouldRunThem() {
        AtomicInteger counter = new AtomicInteger();
        NodeType save = Toy.of("Save")
                .in("value", "*")
                .is(Trait.OUTPUT)
                .does((in, ctx) -> new Outcome.Values(
                        List.of(),
                        new Shown(Map.of("values", List.of(in.get("value") + "_" + counter.incrementAndGet())))));
        CyclicBarrier all = new CyclicBarrier(4);
        try (Bench bench = new Bench(options -> options, save, meeting(all))) {
            Flow flow = new Flow();
            for (int i = 1; i <= 4; i++) {
                flow.node("meet" + i, "Meet", "value", i);
                flow.node("save" + i, "Save", "value", link("meet" + i, 0));
            }

            bench.run(flow);

            assertThat(List.of(bench.shown("save1"), bench.shown("save2"), bench.shown("save3"), bench.shown("save4")))
                    .containsExactly(List.of("1_1"), List.of("2_2"), List.of("3_3"), List.of("4_4"));
        }
    }

    @Test
    void anOutputThatAnEarlierOneLazilyNeedsRunsAllTheSame() {
        try (Bench bench = new Bench(options -> options)) {
            Flow flow = new Flow()
                    .node("pick", "LazyPick", "which", "a", "a", link("late", 0))
                    .node("first", "Show", "value", link("pick", 0))
                    .node("text", "Text", "value", "x")
                    .node("same1", "Same", "value", link("text", 0))
                    .node("same2", "Same", "value", link("same1", 0))
                    .node("late", "ShowThrough", "value", link("same2", 0));

            bench.run(flow);

            assertThat(bench.shown("first")).containsExactly("x");
            assertThat(bench.shown("late")).containsExactly("x");
        }
    }

    @Test
    void eventsComeOneAtATimeAndAnEndBeforeWhatWaitedForIt() {
        try (Bench bench = new Bench(options -> options)) {
            Flow flow = new Flow();
            for (int i = 0; i < 200; i++) {
                flow.node("t" + i, "Text", "value", "v" + i);
                flow.node("c" + i, "Concat", "a", link("t" + i, 0), "b", "!");
                flow.node("s" + i, "Show", "value", link("c" + i, 0));
            }
            AtomicInteger inside = new AtomicInteger();
            List<String> order = new ArrayList<>();
            RunRequest request = RunRequest.of("prompt", bench.validate(flow));

            bench.engine().run(request, event -> {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                if (event instanceof Event.NodeStarted started) {
                    order.add("+" + started.node().id());
                } else if (event instanceof Event.NodeFinished ended) {
                    order.add("-" + ended.node().id());
                }
                inside.decrementAndGet();
            });

            for (int i = 0; i < 200; i++) {
                assertThat(order).containsSubsequence("+t" + i, "-t" + i, "+c" + i, "-c" + i, "+s" + i, "-s" + i);
            }
        }
    }
}
