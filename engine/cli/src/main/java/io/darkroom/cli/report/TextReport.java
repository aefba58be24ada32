package io.darkroom.cli.report;

import io.darkroom.api.extension.Folders;
import io.darkroom.cli.Surroundings;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.NodeRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** For people: paths of the pictures on standard output; progress, warnings and failures beside it. */
public final class TextReport implements Report {
    private final Surroundings surroundings;
    private final Folders folders;
    private final Detail detail;
    private final Optional<ProgressLine> line;
    private boolean kept;
    private boolean passing;

    /** How much a user wants to read. */
    public enum Detail {
        /** Results and what is wrong; no warnings. */
        QUIET,
        NORMAL,
        /** Also stack traces, and each node with its time. */
        VERBOSE
    }

    public TextReport(Surroundings surroundings, Folders folders, Detail detail) {
        this.surroundings = surroundings;
        this.folders = folders;
        this.detail = detail;
        this.line = surroundings.terminal() && detail != Detail.QUIET
                ? Optional.of(new ProgressLine(surroundings.err(), System::nanoTime))
                : Optional.empty();
    }

    @Override
    public void wrong(String file, List<String> problems) {
        problems.forEach(problem -> say(file + ": " + problem));
    }

    @Override
    public void remark(String sentence) {
        if (detail != Detail.QUIET) {
            say(sentence);
        }
    }

    @Override
    public void planned(Plan plan) {
        surroundings.out().println(plan.file() + ": " + plan.steps().size() + " nodes would run.");
        for (Plan.Step step : plan.steps()) {
            String name = step.title().equals(step.type()) ? "" : " \"" + step.title() + "\"";
            surroundings.out().println("  " + step.nodeId() + " " + step.type() + name);
            step.files()
                    .forEach((input, file) ->
                            surroundings.out().println("      " + input + ": " + surroundings.shown(file)));
        }
    }

    @Override
    public void starting(Start start) {
        kept = false;
        passing = false;
        if (detail == Detail.VERBOSE || (start.repeats() > 1 && surroundings.terminal())) {
            String repeat = start.repeats() > 1 ? ", run " + start.repeat() + " of " + start.repeats() : "";
            String seed = start.seed().map(number -> ", seed " + number).orElse("");
            remark(start.file() + repeat + seed);
        }
        line.ifPresent(shown -> shown.begin(start.nodes()));
    }

    @Override
    public void cached(Event.CachedNodes event) {
        line.ifPresent(shown -> shown.spared(event.nodes().size()));
    }

    @Override
    public void nodeStarted(Event.NodeStarted event) {
        line.ifPresent(shown -> shown.node(event.node().title()));
    }

    @Override
    public void progressed(Event.Progressed event) {
        line.ifPresent(
                shown -> shown.progress(event.value().intValue(), event.max().intValue()));
    }

    @Override
    public void warned(Event.Warned event) {
        remark("warning: " + about(event.node()) + ": " + event.sentence());
    }

    @Override
    public void blocked(Event.NodeBlocked event) {
        remark(about(event.node()) + " did not run: " + event.message());
    }

    @Override
    public void nodeFinished(Event.NodeFinished event) {
        List<Path> files = SavedFiles.kept(event.shown(), folders);
        line.ifPresent(ProgressLine::clear);
        files.forEach(file -> surroundings.out().println(surroundings.shown(file)));
        surroundings.out().flush();
        kept |= !files.isEmpty();
        passing |= !SavedFiles.passing(event.shown(), folders).isEmpty();
        if (detail == Detail.VERBOSE && event.origin() == Event.Origin.RAN) {
            say("%s: %.3f s".formatted(about(event.node()), event.duration().toNanos() / 1e9));
        }
    }

    @Override
    public void finished(Event.RunFinished event) {
        line.ifPresent(ProgressLine::clear);
        if (event.ending() instanceof Ending.Failed failed) {
            say("darkroom: " + failed.failure().sentence());
            if (detail == Detail.VERBOSE) {
                failed.failure().traceback().forEach(this::say);
            }
        } else if (event.ending() instanceof Ending.Succeeded && passing && !kept) {
            remark("The workflow only previews its pictures, and previews are not kept; add a SaveImage node to it.");
        }
    }

    private void say(String text) {
        line.ifPresent(ProgressLine::clear);
        surroundings.err().println(text);
        surroundings.err().flush();
    }

    private static String about(NodeRef node) {
        return node.sentenceStart();
    }
}
