package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.engine.cache.CachePolicy;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When results of a run leave memory. */
class ReleaseTest {
    private final List<WeakReference<Object>> made = new ArrayList<>();

    private NodeType picture(Trait... traits) {
        Toy toy = Toy.of("Picture").maybe("from", "*").out("IMAGE");
        for (Trait trait : traits) {
            toy.is(trait);
        }
        return toy.gives((in, ctx) -> {
            byte[] picture = new byte[1000];
            made.add(new WeakReference<>(picture));
            return picture;
        });
    }

    /** Says whether the first picture is gone. */
    private NodeType first() {
        return Toy.of("First").in("from", "*").out("STRING").gives((in, ctx) -> {
            await().until(() -> {
                System.gc();
                return made.get(0).get() == null;
            });
            return "gone";
        });
    }

    private static Bench bench(CachePolicy policy, NodeType... types) {
        return new Bench(options -> options.withParallelBranches(1).withCache(policy), types);
    }

    @Test
    void aResultLeavesAsSoonAsAllThatNeedItHaveRunIfTheCacheDoesNotKeepIt() {
        try (Bench bench = bench(new CachePolicy.Nothing(), picture(), first())) {
            Flow flow = new Flow()
                    .node("1", "Picture")
                    .node("2", "Picture", "from", link("1", 0))
                    .node("3", "First", "from", link("2", 0))
                    .node("4", "Show", "value", link("3", 0));

            bench.run(flow);

            assertThat(bench.shown("4")).containsExactly("gone");
        }
    }

    @Test
    void aSmallBudgetDoesNotHoldAChainOfLargeResults() {
        try (Bench bench = bench(new CachePolicy.Bytes(1500), picture(), first())) {
            Flow flow = new Flow()
                    .node("1", "Picture")
                    .node("2", "Picture", "from", link("1", 0))
                    .node("3", "First", "from", link("2", 0))
                    .node("4", "Show", "value", link("3", 0));

            bench.run(flow);

            assertThat(bench.shown("4")).containsExactly("gone");
        }
    }

    @Test
    void aResultStaysForALazyInputThatMayStillAskForIt() {
        try (Bench bench = bench(new CachePolicy.Nothing())) {
            Flow flow = new Flow()
                    .node("text", "Text", "value", "text")
                    .node("which", "Concat", "a", "", "b", "a")
                    .node("show", "Show", "value", link("text", 0))
                    .node("pick", "LazyPick", "which", link("which", 0), "a", link("text", 0), "b", link("text", 0))
                    .node("picked", "Show", "value", link("pick", 0));

            bench.run(flow);

            assertThat(bench.shown("picked")).containsExactly("text");
            assertThat(bench.started()).containsOnlyOnce("text");
        }
    }

    @Test
    void whatAnExpansionAsksForAfterItLeftIsMadeAgain() {
        NodeType late = Toy.of("Late").in("from", "*").out("*").does((in, ctx) -> {
            String added = ctx.idPrefix() + "1";
            Flow nodes = new Flow().node(added, "Concat", "a", link("text", 0), "b", "!");
            return new Outcome.Expansion(nodes.workflow(), List.of(link(added, 0)), Shown.NOTHING);
        });
        try (Bench bench = bench(new CachePolicy.Nothing(), late)) {
            Flow flow = new Flow()
                    .node("text", "Text", "value", "text")
                    .node("same", "Same", "value", link("text", 0))
                    .node("late", "Late", "from", link("same", 0))
                    .node("show", "Show", "value", link("late", 0));

            RunResult result = bench.run(flow);

            assertThat(result.succeeded()).isTrue();
            assertThat(bench.shown("show")).containsExactly("text!");
            assertThat(bench.started()).containsExactly("text", "same", "late", "text", "late.0.0.1", "late", "show");
        }
    }

    @Test
    void whatMustNotRunTwiceStaysUntilTheRunEnds() {
        NodeType late = Toy.of("Late").in("from", "*").out("*").does((in, ctx) -> {
            String added = ctx.idPrefix() + "1";
            Flow nodes = new Flow().node(added, "Same", "value", link("picture", 0));
            return new Outcome.Expansion(nodes.workflow(), List.of(link(added, 0)), Shown.NOTHING);
        });
        try (Bench bench = bench(new CachePolicy.Nothing(), late, picture(Trait.NOT_IDEMPOTENT))) {
            Flow flow = new Flow()
                    .node("picture", "Picture")
                    .node("same", "CountList", "values", link("picture", 0))
                    .node("late", "Late", "from", link("same", 0))
                    .node("show", "Show", "value", link("late", 0));

            bench.run(flow);

            assertThat(made).hasSize(1);
            assertThat(bench.started()).containsOnlyOnce("picture");
        }
    }

    @Test
    void twoNodesThatComputeTheSameStillShareOneResult() {
        try (Bench bench = bench(new CachePolicy.Nothing(), picture())) {
            Flow flow = new Flow()
                    .node("1", "Picture")
                    .node("2", "CountList", "values", link("1", 0))
                    .node("3", "Show", "value", link("2", 0))
                    .node("4", "Picture")
                    .node("5", "Show", "value", link("4", 0));

            bench.run(flow);

            assertThat(made).hasSize(1);
        }
    }
}
