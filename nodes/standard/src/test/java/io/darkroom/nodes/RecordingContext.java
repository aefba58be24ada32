package io.darkroom.nodes;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands for the engine where a node is run alone; keeps what the node says. */
public final class RecordingContext implements Context {
    public final List<String> warnings = new ArrayList<>();
    public PreviewMethod previewMethod = PreviewMethod.LATENT2RGB;
    public final List<Image> previews = new ArrayList<>();
    public final List<Image> sent = new ArrayList<>();
    public final List<Note> notes = new ArrayList<>();
    public final List<String> progress = new ArrayList<>();
    public final Map<String, String> pictureText = new LinkedHashMap<>();

    @Override
    public String nodeId() {
        return "1";
    }

    @Override
    public Workflow workflow() {
        return new Workflow(Map.of());
    }

    @Override
    public Cancellation cancellation() {
        return Cancellation.NEVER;
    }

    @Override
    public void progress(int value, int max) {
        progress.add(value + "/" + max);
    }

    @Override
    public void progress(double value, double max) {
        progress.add(value + "/" + max);
    }

    @Override
    public PreviewMethod previews() {
        return previewMethod;
    }

    @Override
    public void preview(Image image) {
        previews.add(image);
    }

    @Override
    public void send(Image image) {
        sent.add(image);
    }

    @Override
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    @Override
    public void note(String about, String text) {
        notes.add(new Note(nodeId(), about, text, Optional.empty()));
    }

    @Override
    public void uses(String about, Path file) {
        notes.add(new Note(nodeId(), about, "", Optional.of(file)));
    }

    @Override
    public List<Note> notes() {
        return notes;
    }

    @Override
    public Map<String, String> pictureText() {
        return pictureText;
    }
}
