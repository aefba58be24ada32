package io.darkroom.cli.bench;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.cli.command.Workbench;
import io.darkroom.cli.workflow.Job;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;

/** One process that runs the same workflow again: what is kept, and what runs. */
final class RepeatBench {
    private static final int REPEATS = 20;

    private final Workbench bench;

    RepeatBench(Workbench bench) {
        this.bench = bench;
    }

    private record Timed(RunResult result, double seconds) {}

    List<Measurement> measure(Job job, ZonedDateTime now) {
        Timed first = run(job.workflow(0, now));
        double best = Double.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            best = Math.min(best, run(job.workflow(0, now)).seconds);
        }
        Timed another = run(job.workflow(1, now));
        String ran = another.result.nodes().stream()
                .filter(node -> node.origin() == Event.Origin.RAN)
                .map(node -> node.node().type() + " " + Measurement.time(seconds(node.duration())))
                .collect(Collectors.joining(", "));
        return List.of(
                Measurement.of("miniature: first run in a process", Measurement.time(first.seconds)),
                new Measurement("miniature: the same again, best of " + REPEATS, Measurement.time(best), "under 5 ms"),
                new Measurement(
                        "miniature: only another seed",
                        Measurement.time(another.seconds) + " (ran: " + ran + ")",
                        "sampler, decoder, saving"));
    }

    private Timed run(Workflow workflow) {
        long start = System.nanoTime();
        RunResult result =
                bench.engine().run(RunRequest.of("bench", bench.validator().validate(workflow)), event -> {});
        return new Timed(result, (System.nanoTime() - start) / 1e9);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
