package io.darkroom.api.node;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine offers a node while it runs. Valid for that one call. */
public interface Context {
    String nodeId();

    /** The whole workflow as it was submitted. */
    Workflow workflow();

    /** A node of the graph as it runs now: one of {@link #workflow()}, or one that an expansion added. */
    default Optional<WorkflowNode> node(String id) {
        return workflow().node(id);
    }

    /** What the ids of an {@link Outcome.Expansion}'s nodes start with, so that they are new in the whole run. */
    default String idPrefix() {
        return nodeId() + ".0.0.";
    }

    Cancellation cancellation();

    /** Tells clients how far the node is; also the place where a cancelled run stops. */
    void progress(int value, int max);

    /** As the other, for work that is not done in steps, such as a time that passes. */
    void progress(double value, double max);

    /** How to show the work so far; with {@link PreviewMethod#NONE} nobody looks, so do not compute it. */
    PreviewMethod previews();

    /** Shows a picture of the work so far. */
    void preview(Image image);

    /** Hands a finished picture, full size, to the client that asked for the run. */
    void send(Image image);

    /** Tells the user something that does not stop the run. */
    void warn(String sentence);

    /** Keeps a fact about this node's result; it stays with the result in the cache and in the picture's lock. */
    void note(String about, String text);

    /** Keeps the fact that this node's result depends on a file. */
    void uses(String about, Path file);

    /** The notes of this node and of all nodes it depends on. */
    List<Note> notes();

    /** The text that belongs into a picture saved now: {@code prompt}, {@code workflow}, {@code parameters} ... */
    Map<String, String> pictureText();

    /**
     * A fact about a node's result.
     *
     * @param about what kind of fact, such as {@code prediction} or {@code checkpoints}
     * @param file the file it is about, if any
     */
    record Note(String nodeId, String about, String text, Optional<Path> file) {}
}
