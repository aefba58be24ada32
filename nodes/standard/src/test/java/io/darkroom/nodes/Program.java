package io.darkroom.nodes;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Trait;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The real engine over the standard nodes and a folder of its own, with a node that lets tests look at values. */
public final class Program implements AutoCloseable {
    private final Path base;
    private final Catalogue catalogue;
    private final Engine engine;
    private final Map<String, Object> seen = new ConcurrentHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private List<Context.Note> notes = List.of();

    public Program(Path base) {
        this(base, OptionalLong.empty());
    }

    public Program(Path base, OptionalLong memoryBudget) {
        this(base, memoryBudget, EngineOptions.defaults());
    }

    public Program(Path base, OptionalLong memoryBudget, EngineOptions options) {
        this.base = base;
        Settings settings = new Settings(Settings.Device.CPU, 2, memoryBudget);
        NodePack look = new NodePack() {
            @Override
            public Contribution contribute(Environment environment) {
                return Contribution.ofNodes(List.of(new Look(seen)));
            }
        };
        catalogue =
                Catalogue.load(List.of(new StandardNodes(), look), new UserFolders(Directories.under(base)), settings);
        engine = new Engine(catalogue, options);
    }

    /** The user's folder: {@code models}, {@code input}, {@code output} lie here. */
    public Path base() {
        return base;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** A workflow that also keeps what comes out of a node, for {@link #seen}. */
    public static Workflow looking(Workflow workflow, String nodeId, int slot, String name) {
        return workflow.with(
                "look at " + name,
                new WorkflowNode(
                        "Look", Map.of("value", new Input.Link(nodeId, slot), "name", new Input.Constant(name))));
    }

    /** Runs a workflow that must succeed. */
    public RunResult run(Workflow workflow) {
        RunResult result = attempt(workflow);
        if (result.ending() instanceof Ending.Failed failed) {
            throw new AssertionError(failed.failure().sentence() + "\n"
                    + String.join("\n", failed.failure().traceback()));
        }
        return result;
    }

    /** Runs a workflow that must fail, and gives the sentence that the user reads. */
    public String failure(Workflow workflow) {
        if (attempt(workflow).ending() instanceof Ending.Failed failed) {
            return failed.failure().sentence();
        }
        throw new AssertionError("The workflow did not fail.");
    }

    private RunResult attempt(Workflow workflow) {
        Validation validation = new Validator(catalogue, Limits.DEFAULT).validate(workflow);
        if (!validation.problems().isEmpty()) {
            throw new AssertionError(validation.problems().toString());
        }
        events.clear();
        return run(validation, Cancellation.NEVER, events::add);
    }

    /** Runs a workflow that is stopped by its listener. */
    public RunResult run(Workflow workflow, Cancellation stop, Consumer<Event> listener) {
        return run(new Validator(catalogue, Limits.DEFAULT).validate(workflow), stop, listener);
    }

    private RunResult run(Validation validation, Cancellation stop, Consumer<Event> listener) {
        RunRequest request = RunRequest.of("test", validation)
                .withPreviews(PreviewMethod.LATENT2RGB)
                .withCancellation(stop)
                .withPictureText((node, found) -> {
                    notes = found;
                    return Map.of("prompt", "{}");
                });
        return engine.run(request, listener);
    }

    /** What the last saved picture depends on. */
    public List<Context.Note> notes() {
        return notes;
    }

    /** What nodes of the last run told the user. */
    public List<String> warnings() {
        return events.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).sentence())
                .toList();
    }

    /** What came out of a node, by the name it was looked at under. */
    public Object seen(String name) {
        Object value = seen.get(name);
        if (value == null) {
            throw new AssertionError("Nothing was seen under " + name);
        }
        return value;
    }

    /** All that happened in the last run. */
    public List<Event> events() {
        return events;
    }

    @Override
    public void close() {
        engine.close();
        catalogue.close();
    }

    /** Keeps a value where tests can see it. */
    @NodeInfo(id = "Look", category = "test", traits = Trait.OUTPUT)
    public static final class Look implements Node<Look.In, Look.Out> {
        private final Map<String, Object> seen;

        Look(Map<String, Object> seen) {
            this.seen = seen;
        }

        public record In(Object value, @Text String name) {}

        public record Out() {}

        @Override
        public Out run(In in, Context context) {
            seen.put(in.name(), in.value());
            return new Out();
        }
    }
}
