package io.darkroom.engine.run;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.cache.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call's way to the engine. */
final class NodeContext implements Context {
    private final Attempt attempt;
    private final RunEnvironment environment;
    private final RunNode node;
    private final int call;

    NodeContext(Attempt attempt, RunEnvironment environment, RunNode node, int call) {
        this.attempt = attempt;
        this.environment = environment;
        this.node = node;
        this.call = call;
    }

    @Override
    public String nodeId() {
        return node.id();
    }

    @Override
    public Workflow workflow() {
        return environment.request().workflow();
    }

    @Override
    public Optional<WorkflowNode> node(String id) {
        return environment.nodes().find(id);
    }

    @Override
    public String idPrefix() {
        return node.id() + "." + call + ".0.";
    }

    @Override
    public Cancellation cancellation() {
        return environment.stop();
    }

    @Override
    public void progress(int value, int max) {
        progressed(value, max);
    }

    @Override
    public void progress(double value, double max) {
        progressed(value, max);
    }

    private void progressed(Number value, Number max) {
        environment.stop().check();
        attempt.sampleMemory();
        environment.tell(new Event.Progressed(environment.promptId(), node.ref, value, max));
    }

    @Override
    public PreviewMethod previews() {
        return environment.request().previews();
    }

    @Override
    public void preview(Image image) {
        environment.tell(new Event.Previewed(environment.promptId(), node.ref, image));
    }

    @Override
    public void send(Image image) {
        environment.tell(new Event.PictureSent(environment.promptId(), node.ref, image));
    }

    @Override
    public void warn(String sentence) {
        environment.tell(new Event.Warned(environment.promptId(), node.ref, sentence));
    }

    @Override
    public void note(String about, String text) {
        attempt.note(new Note(node.id(), about, text, Optional.empty()));
    }

    @Override
    public void uses(String about, Path file) {
        attempt.note(new Note(node.id(), about, String.valueOf(file.getFileName()), Optional.of(file)));
    }

    @Override
    public List<Note> notes() {
        Provenance sofar = attempt.provenance(List.of());
        return sofar.notes(environment::holder);
    }

    @Override
    public Map<String, String> pictureText() {
        return environment.request().pictureText().of(node.id(), notes());
    }
}
