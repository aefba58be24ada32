package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeType;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    /** Works for ever, a step at a time. */
    private static NodeType endless(Runnable onStep) {
        return Toy.of("Endless").out("*").gives((in, ctx) -> {
            for (int step = 1; true; step++) {
                onStep.run();
                ctx.progress(step, Integer.MAX_VALUE);
            }
        });
    }

    private static final Flow FLOW = new Flow().node("1", "Endless").node("2", "Show", "value", link("1", 0));

    @Test
    void aRunStopsAtTheNextProgressOfItsNode() {
        CancelSwitch stop = new CancelSwitch();
        AtomicInteger steps = new AtomicInteger();
        try (Bench bench = new Bench(endless(() -> {
            if (steps.incrementAndGet() == 3) {
                stop.cancel();
            }
        }))) {
            RunResult result =
                    bench.run(RunRequest.of("prompt", bench.validate(FLOW)).withCancellation(stop));

            assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
            assertThat(((Ending.Interrupted) result.ending()).node())
                    .hasValueSatisfying(node -> assertThat(node.id()).isEqualTo("1"));
            assertThat(steps).hasValue(3);
            assertThat(bench.events(Event.Progressed.class)).hasSize(2);
        }
    }

    @Test
    void aRunThatIsCancelledBeforeItStartsRunsNothing() {
        CancelSwitch stop = new CancelSwitch();
        stop.cancel();
        try (Bench bench = new Bench(endless(() -> {}))) {
            RunResult result =
                    bench.run(RunRequest.of("prompt", bench.validate(FLOW)).withCancellation(stop));

            assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
            assertThat(bench.started()).isEmpty();
        }
    }

    @Test
    void theEngineRunsOnAfterACancelledRun() {
        CancelSwitch stop = new CancelSwitch();
        try (Bench bench = new Bench(endless(stop::cancel))) {
            bench.run(RunRequest.of("prompt", bench.validate(FLOW)).withCancellation(stop));

            assertThat(bench.run(new Flow().node("1", "Show", "value", "a")).succeeded())
                    .isTrue();
        }
    }

    @Test
    void whatANodeThrowsOnceTheRunIsStoppedIsNoFailure() {
        CancelSwitch stop = new CancelSwitch();
        Toy rude = Toy.of("Rude").out("*");
        try (Bench bench = new Bench(rude.gives((in, ctx) -> {
            stop.cancel();
            throw new IllegalStateException("the session was ended");
        }))) {
            Flow flow = new Flow().node("1", "Rude").node("2", "Show", "value", link("1", 0));

            RunResult result =
                    bench.run(RunRequest.of("prompt", bench.validate(flow)).withCancellation(stop));

            assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
        }
    }

    @Test
    void anInterruptOfTheCallingThreadStopsTheRunAndStaysVisible() {
        Toy self = Toy.of("Interrupting").out("*");
        try (Bench bench = new Bench(self.gives((in, ctx) -> {
            Thread.currentThread().interrupt();
            TimeUnit.HOURS.sleep(1);
            return "never";
        }))) {
            Flow flow = new Flow().node("1", "Interrupting").node("2", "Show", "value", link("1", 0));

            RunResult result = bench.run(flow);

            assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aNodeMayWaitForTheStopItself() {
        CancelSwitch stop = new CancelSwitch();
        CountDownLatch stopped = new CountDownLatch(1);
        Toy waiting = Toy.of("Waiting").out("*");
        try (Bench bench = new Bench(waiting.gives((in, ctx) -> {
            try (var registration = ctx.cancellation().onRequest(stopped::countDown)) {
                stop.cancel();
                assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return "done";
        }))) {
            Flow flow = new Flow().node("1", "Waiting").node("2", "Show", "value", link("1", 0));

            RunResult result =
                    bench.run(RunRequest.of("prompt", bench.validate(flow)).withCancellation(stop));

            assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
        }
    }

    @Test
    void aSwitchRunsEachActionOnceAndNoneThatWasTakenBack() {
        CancelSwitch stop = new CancelSwitch();
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger takenBack = new AtomicInteger();
        try (var registration = stop.onRequest(takenBack::incrementAndGet)) {
            assertThat(stop.requested()).isFalse();
        }
        try (var registration = stop.onRequest(kept::incrementAndGet)) {
            stop.cancel();
            stop.cancel();
        }

        assertThat(kept).hasValue(1);
        assertThat(takenBack).hasValue(0);
    }

    @Test
    void aSwitchThatIsOnRunsAnActionAtOnce() {
        CancelSwitch stop = new CancelSwitch();
        stop.cancel();
        AtomicInteger ran = new AtomicInteger();

        try (var registration = stop.onRequest(ran::incrementAndGet)) {
            assertThat(ran).hasValue(1);
        }
        assertThatThrownBy(stop::check).hasMessage("The run was stopped.");
    }
}
