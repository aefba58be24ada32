package io.darkroom.server.metrics;

import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.MemoryGauge;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Store;
import io.darkroom.server.Parts;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Puts the figures into Prometheus' form. Safe for concurrent use. */
final class Exposition {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Tally tally;
    private final Set<Tally.Span> registered = new HashSet<>();

    Exposition(Tally tally, Parts parts, IntSupplier sockets) {
        this.tally = tally;
        queue(parts.store());
        memory(parts.engine());
        Gauge.builder("darkroom.sockets", sockets, IntSupplier::getAsInt)
                .description("Web sockets that are open")
                .register(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** All figures as they are now. */
    synchronized String text() {
        tally.prompts()
                .forEach((outcome, span) -> timer(
                        "darkroom.prompts",
                        "Prompts that are over, and how long they ran",
                        Tags.of("outcome", outcome.name().toLowerCase(Locale.ROOT)),
                        span));
        tally.nodes()
                .forEach((type, span) ->
                        timer("darkroom.nodes", "Nodes that ran, and for how long", Tags.of("class_type", type), span));
        tally.answers()
                .forEach((answer, span) -> timer(
                        "darkroom.http",
                        "Requests that were answered, and how long that took",
                        Tags.of(
                                "method",
                                answer.method(),
                                "route",
                                answer.route(),
                                "status",
                                Integer.toString(answer.status())),
                        span));
        return registry.scrape();
    }

    private void timer(String name, String about, Tags tags, Tally.Span span) {
        if (!registered.add(span)) {
            return;
        }
        FunctionTimer.builder(name, span, Tally.Span::count, Tally.Span::nanos, TimeUnit.NANOSECONDS)
                .description(about)
                .tags(tags)
                .register(registry);
    }

    private void queue(Store store) {
        JobQueue queue = store.queue();
        Gauge.builder(
                        "darkroom.queue.pending",
                        queue,
                        waiting -> waiting.count().pending())
                .description("Prompts that wait")
                .register(registry);
        Gauge.builder(
                        "darkroom.queue.running",
                        queue,
                        working -> working.count().running())
                .description("Prompts that run")
                .register(registry);
        Gauge.builder("darkroom.queue.paused", queue, paused -> paused.paused() ? 1 : 0)
                .description("1 while nothing new is started")
                .register(registry);
        FunctionTimer.builder(
                        "darkroom.journal.commits",
                        store,
                        journal -> journal.writing().commits(),
                        journal -> journal.writing().spent().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Writes of the queue's journal to the disk, and how long they took")
                .register(registry);
    }

    private void memory(Engine engine) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        MemoryGauge process = EngineOptions.defaults().gauge();
        Gauge.builder("darkroom.process.memory", process, MemoryGauge::bytesInUse)
                .description("Memory of the whole process, with what networks hold outside the Java heap")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "darkroom.models.loaded",
                        engine,
                        loaded -> loaded.models().size())
                .description("Networks in memory")
                .register(registry);
        Gauge.builder(
                        "darkroom.models.memory",
                        engine,
                        loaded -> loaded.models().stream()
                                .mapToLong(held -> held.model().bytes())
                                .sum())
                .description("Memory that the weights of networks take")
                .baseUnit("bytes")
                .register(registry);
    }
}
