package io.darkroom.cli.report;

import io.darkroom.api.extension.Folders;
import io.darkroom.cli.Surroundings;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.NodeRef;
import io.darkroom.format.json.JsonText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For scripts: one JSON object per line on standard output, in ASCII; docs/command-line.md describes them. */
public final class JsonReport implements Report {
    private final Surroundings surroundings;
    private final Folders folders;

    public JsonReport(Surroundings surroundings, Folders folders) {
        this.surroundings = surroundings;
        this.folders = folders;
    }

    @Override
    public void wrong(String file, List<String> problems) {
        problems.forEach(problem -> print(new Line("problem").with("file", file).with("message", problem)));
    }

    @Override
    public void remark(String sentence) {
        print(new Line("remark").with("message", sentence));
    }

    @Override
    public void planned(Plan plan) {
        for (Plan.Step step : plan.steps()) {
            Map<String, String> files = new LinkedHashMap<>();
            step.files().forEach((input, file) -> files.put(input, file.toString()));
            print(new Line("planned")
                    .with("file", plan.file())
                    .with("node", step.nodeId())
                    .with("type", step.type())
                    .with("title", step.title())
                    .with("files", files));
        }
    }

    @Override
    public void starting(Start start) {
        Line line = new Line("run_started", start.runId())
                .with("file", start.file())
                .with("repeat", start.repeat())
                .with("repeats", start.repeats())
                .with("nodes", start.nodes());
        start.seed().ifPresent(seed -> line.with("seed", seed));
        print(line);
    }

    @Override
    public void cached(Event.CachedNodes event) {
        print(new Line("cached", event.promptId()).with("nodes", event.nodes()));
    }

    @Override
    public void nodeStarted(Event.NodeStarted event) {
        print(new Line("node_started", event.promptId()).with(event.node()));
    }

    @Override
    public void progressed(Event.Progressed event) {
        print(new Line("progress", event.promptId())
                .with(event.node())
                .with("value", event.value())
                .with("max", event.max()));
    }

    @Override
    public void warned(Event.Warned event) {
        print(new Line("warning", event.promptId()).with(event.node()).with("message", event.sentence()));
    }

    @Override
    public void blocked(Event.NodeBlocked event) {
        print(new Line("blocked", event.promptId()).with(event.node()).with("message", event.message()));
    }

    @Override
    public void nodeFinished(Event.NodeFinished event) {
        List<String> files = SavedFiles.kept(event.shown(), folders).stream()
                .map(Path::toString)
                .toList();
        print(new Line("node_finished", event.promptId())
                .with(event.node())
                .with("cached", event.origin() == Event.Origin.CACHED)
                .with("seconds", event.duration().toNanos() / 1e9)
                .with("peak_bytes", event.peakBytes())
                .with("files", files)
                .with("shown", event.shown().values()));
    }

    @Override
    public void finished(Event.RunFinished event) {
        Line line = new Line("run_finished", event.promptId());
        if (event.ending() instanceof Ending.Failed failed) {
            line.with("status", "failed")
                    .with("message", failed.failure().sentence())
                    .with("exception", failed.failure().exceptionType());
            failed.failure().node().ifPresent(line::with);
        } else {
            line.with("status", event.ending() instanceof Ending.Interrupted ? "stopped" : "done");
        }
        print(line);
    }

    private void print(Line line) {
        surroundings.out().println(JsonText.of(line.members));
        surroundings.out().flush();
    }

    /** An event as it is put together. */
    private static final class Line {
        private final Map<String, Object> members = new LinkedHashMap<>();

        Line(String event) {
            members.put("event", event);
        }

        Line(String event, String run) {
            this(event);
            members.put("run", run);
        }

        Line with(String name, Object value) {
            members.put(name, value);
            return this;
        }

        Line with(NodeRef node) {
            return with("node", node.displayId()).with("type", node.type()).with("title", node.title());
        }
    }
}
