package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Workflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** For nodes that ask the engine for nothing. */
final class NoContext implements Context {
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
    public void progress(int value, int max) {}

    @Override
    public void progress(double value, double max) {}

    @Override
    public PreviewMethod previews() {
        return PreviewMethod.NONE;
    }

    @Override
    public void preview(Image image) {}

    @Override
    public void send(Image image) {}

    @Override
    public void warn(String sentence) {}

    @Override
    public void note(String about, String text) {}

    @Override
    public void uses(String about, Path file) {}

    @Override
    public List<Note> notes() {
        return List.of();
    }

    @Override
    public Map<String, String> pictureText() {
        return Map.of();
    }
}
