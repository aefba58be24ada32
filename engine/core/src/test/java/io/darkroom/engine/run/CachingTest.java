package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.engine.run.Event.Origin;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingTest {
    private static Flow picture(long seed) {
        return new Flow()
                .node("load", "Text", "value", "model")
                .node("text", "Concat", "a", link("load", 0), "b", "a prompt")
                .node("sample", "Sample", "text", link("text", 0), "seed", seed)
                .node("save", "Show", "value", link("sample", 0));
    }

    private static final NodeType SAMPLE = Toy.of("Sample")
            .in("text", "STRING")
            .in("seed", Widget.Whole.seed())
            .out("STRING")
            .gives((in, ctx) -> in.get("text") + " " + in.get("seed"));

    @Test
    void theSameWorkflowAgainRunsNothingAndShowsItsPicturesAgain() {
        try (Bench bench = new Bench(SAMPLE)) {
            bench.run(picture(1));

            RunResult again = bench.run(picture(1));

            assertThat(again.succeeded()).isTrue();
            assertThat(bench.started()).isEmpty();
            assertThat(bench.cached()).containsExactlyInAnyOrder("load", "text", "sample", "save");
            assertThat(bench.shown("save")).containsExactly("modela prompt 1");
            assertThat(bench.events(Event.NodeFinished.class))
                    .extracting(Event.NodeFinished::origin)
                    .containsExactly(Origin.CACHED);
        }
    }

    @Test
    void withAnotherSeedOnlyTheSamplerAndWhatFollowsRun() {
        try (Bench bench = new Bench(SAMPLE)) {
            bench.run(picture(1));

            bench.run(picture(2));

            assertThat(bench.started()).containsExactly("sample", "save");
            assertThat(bench.cached()).containsExactlyInAnyOrder("load", "text");
        }
    }

    @Test
    void idsTitlesAndOrderDoNotMatter() {
        try (Bench bench = new Bench()) {
            bench.run(new Flow()
                    .node("1", "Text", "value", "a")
                    .node("2", "Concat", "a", link("1", 0), "b", "b")
                    .node("3", "Show", "value", link("2", 0)));

            bench.run(new Flow()
                    .node("30", "Show", "value", link("20", 0))
                    .node("20", "Concat", "b", "b", "a", link("10", 0))
                    .titled("20", "Other")
                    .node("10", "Text", "value", "a"));

            assertThat(bench.started()).isEmpty();
            assertThat(bench.shown("30")).containsExactly("ab");
        }
    }

    @Test
    void oneAndOnePointZeroAreTheSameConstant() {
        try (Bench bench = new Bench()) {
            bench.run(new Flow().node("1", "Show", "value", 1, "extra", 2));

            bench.run(new Flow().node("1", "Show", "value", 1.0, "extra", 2.0));

            assertThat(bench.started()).isEmpty();
        }
    }

    @Test
    void undeclaredConstantsCount() {
        try (Bench bench = new Bench()) {
            bench.run(new Flow().node("1", "Show", "value", "a", "extra", 1));

            bench.run(new Flow().node("1", "Show", "value", "a", "extra", 2));

            assertThat(bench.started()).containsExactly("1");
        }
    }

    @Test
    void theSlotOfALinkCounts() {
        Toy two = Toy.of("Two").out("STRING").out("STRING");
        try (Bench bench = new Bench(two.does((in, ctx) -> Outcome.Values.of("first", "second")))) {
            bench.run(new Flow().node("1", "Two").node("2", "Show", "value", link("1", 0)));

            bench.run(new Flow().node("1", "Two").node("2", "Show", "value", link("1", 1)));

            assertThat(bench.started()).containsExactly("2");
            assertThat(bench.shown("2")).containsExactly("second");
        }
    }

    @Test
    void anotherFingerprintRunsTheNodeAgain() {
        AtomicReference<Object> file = new AtomicReference<>("hash 1");
        Toy load = Toy.of("Load").out("STRING").fingerprint(constants -> file.get());
        try (Bench bench = new Bench(load.gives((in, ctx) -> file.get()))) {
            Flow flow = new Flow().node("1", "Load").node("2", "Show", "value", link("1", 0));
            bench.run(flow);
            bench.run(flow);
            assertThat(bench.started()).isEmpty();

            file.set("hash 2");
            bench.run(flow);

            assertThat(bench.started()).containsExactly("1", "2");
        }
    }

    @Test
    void fingerprintsOfAnyClassAreComparedByEquals() {
        record Print(String name, int time) {}
        AtomicReference<Object> print = new AtomicReference<>(new Print("file", 1));
        Toy load = Toy.of("Load").out("STRING").fingerprint(constants -> print.get());
        try (Bench bench = new Bench(load.gives((in, ctx) -> "a"))) {
            Flow flow = new Flow().node("1", "Load").node("2", "Show", "value", link("1", 0));
            bench.run(flow);

            print.set(new Print("file", 1));
            bench.run(flow);
            assertThat(bench.started()).isEmpty();
            print.set(new Print("file", 2));
            bench.run(flow);

            assertThat(bench.started()).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "nested", "thrown"})
    void aFingerprintThatIsNotANumberOrFailsAlwaysRuns(String kind) {
        Toy changing = Toy.of("Changing").out("STRING").fingerprint(constants -> switch (kind) {
            case "plain" -> Double.NaN;
            case "nested" -> List.of("hash", Double.NaN);
            default -> throw new IOException("gone");
        });
        try (Bench bench = new Bench(changing.gives((in, ctx) -> "a"))) {
            Flow flow = new Flow().node("1", "Changing").node("2", "Show", "value", link("1", 0));
            bench.run(flow);

            bench.run(flow);

            assertThat(bench.started()).containsExactly("1", "2");
            assertThat(bench.engine().cachedResults()).isZero();
        }
    }

    @Test
    void fingerprintsSeeConstantsAlone() {
        AtomicReference<Object> seen = new AtomicReference<>("nothing");
        Toy load = Toy.of("Load").in("a", "*").in("b", "*").out("STRING").fingerprint(constants -> {
            seen.set(constants.values());
            return null;
        });
        try (Bench bench = new Bench(load.gives((in, ctx) -> "a"))) {
            bench.run(new Flow()
                    .node("0", "Text", "value", "x")
                    .node("1", "Load", "a", link("0", 0), "b", 5)
                    .node("2", "Show", "value", link("1", 0)));

            assertThat(seen.get()).isEqualTo(Map.of("b", 5L));
        }
    }

    @Test
    void nodesThatAreNotIdempotentDoNotShareAResult() {
        Toy random = Toy.of("Random").out("STRING").is(Trait.NOT_IDEMPOTENT);
        try (Bench bench = new Bench(random.gives((in, ctx) -> ctx.nodeId()))) {
            Flow flow = new Flow()
                    .node("1", "Random")
                    .node("2", "Random")
                    .node("3", "Concat", "a", link("1", 0), "b", link("2", 0))
                    .node("4", "Show", "value", link("3", 0));
            bench.run(flow);
            assertThat(bench.shown("4")).containsExactly("12");

            bench.run(flow);

            assertThat(bench.started()).isEmpty();
        }
    }

    @Test
    void aBudgetOfNothingKeepsNothing() {
        try (Bench bench = new Bench(options -> options.withCacheBytes(0))) {
            Flow flow = new Flow().node("1", "Text", "value", "a").node("2", "Show", "value", link("1", 0));
            bench.run(flow);

            bench.run(flow);

            assertThat(bench.started()).containsExactly("1", "2");
        }
    }

    @Test
    void clearingTheCacheForgetsAll() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow().node("1", "Text", "value", "a").node("2", "Show", "value", link("1", 0));
            bench.run(flow);
            assertThat(bench.engine().cachedBytes()).isPositive();

            bench.engine().clearCache();

            assertThat(bench.engine().cachedBytes()).isZero();
            bench.run(flow);
            assertThat(bench.started()).containsExactly("1", "2");
        }
    }
}
