package io.darkroom.engine.toys;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.Folders;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.NodeType;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A catalogue of toys with an engine over it, and what the last run told. */
public final class Bench implements AutoCloseable {
    private final Catalogue catalogue;
    private final Validator validator;
    private final Engine engine;
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    /** One node at a time, so that the order of events is known. */
    public Bench(NodeType... more) {
        this(options -> options.withParallelBranches(1), more);
    }

    public Bench(UnaryOperator<EngineOptions> options, NodeType... more) {
        catalogue = catalogue(more);
        validator = new Validator(catalogue, Limits.DEFAULT);
        engine = new Engine(
                catalogue,
                options.apply(
                        EngineOptions.defaults().withCacheBytes(100_000_000).withGauge(() -> 0)));
    }

    /** All toys and some more. */
    public static Catalogue catalogue(NodeType... more) {
        return catalogue(new UserFolders(Directories.under(Path.of("no such folder"))), more);
    }

    /** All toys and some more, over the user's files. */
    public static Catalogue catalogue(Folders folders, NodeType... more) {
        List<NodeType> types =
                Stream.concat(Toys.all().stream(), Stream.of(more)).toList();
        NodePack pack = new NodePack() {
            @Override
            public Contribution contribute(Environment environment) {
                return new Contribution(List.of(), types, List.of(), List.of(), Map.of());
            }
        };
        return Catalogue.load(List.of(pack), folders, new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Engine engine() {
        return engine;
    }

    /** Checks that nothing is wrong. */
    public Validation validate(Flow flow) {
        Validation validation = validator.validate(flow.workflow());
        assertThat(validation.problems()).isEmpty();
        return validation;
    }

    /** Runs all outputs of a sound workflow. */
    public RunResult run(Flow flow) {
        return run(RunRequest.of("prompt", validate(flow)));
    }

    /** Runs what validation would refuse. */
    public RunResult runUnchecked(Flow flow, String... targets) {
        Validation nothing = validator.validate(flow.workflow());
        RunRequest request = RunRequest.of("prompt", nothing);
        return run(new RunRequest(
                request.promptId(),
                flow.workflow(),
                List.of(targets),
                request.previews(),
                request.pictureText(),
                request.cancellation()));
    }

    public RunResult run(RunRequest request) {
        events.clear();
        return engine.run(request, events::add);
    }

    /** What the last run told. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    public <T extends Event> List<T> events(Class<T> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The ids of the nodes that were at work in the last run, once for each attempt. */
    public List<String> started() {
        return events(Event.NodeStarted.class).stream()
                .map(event -> event.node().id())
                .toList();
    }

    /** The ids of the nodes whose results were known when the last run began. */
    public List<String> cached() {
        return events(Event.CachedNodes.class).get(0).nodes();
    }

    /** What an output node showed in the last run. */
    public List<Object> shown(String displayId) {
        return events(Event.NodeFinished.class).stream()
                .filter(event -> event.node().displayId().equals(displayId))
                .flatMap(event -> event.shown().values().getOrDefault("values", List.of()).stream())
                .toList();
    }

    @Override
    public void close() {
        engine.close();
        catalogue.close();
    }
}
