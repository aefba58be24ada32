package io.darkroom.engine.run;

import io.darkroom.api.node.NodeException;
import io.darkroom.engine.graph.Cycles;
import io.darkroom.engine.names.Brief;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong. */
final class Failures {
    private static final int FRAMES = 100; // a stack overflow has thousands, all alike
    private static final int VALUES = 20;

    private Failures() {}

    /** A node threw something. */
    static Failure thrown(
            NodeRef node, Throwable thrown, Map<String, List<@Nullable Object>> inputs, Progress progress) {
        NodeRef blamed = node;
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        Optional<String> input = Optional.empty();
        String sentence;
        if (thrown instanceof NodeException refusal) {
            input = refusal.input();
            sentence = node.sentenceStart() + ": " + message;
        } else if (thrown instanceof BrokenGraphException broken) {
            blamed = broken.node().orElse(node);
            sentence = blamed.sentenceStart() + " " + message;
        } else if (thrown instanceof OutOfMemoryError) {
            message = "Out of memory (" + message + ").";
            sentence = node.sentenceStart() + " ran out of memory (" + thrown.getMessage()
                    + "). Use a smaller picture or batch, or give Java more with -Xmx.";
        } else {
            sentence =
                    node.sentenceStart() + " failed with " + thrown.getClass().getSimpleName()
                            + (thrown.getMessage() == null ? "." : ": " + closed(Brief.oneLine(message)))
                            + " Tell the author of the node.";
        }
        return new Failure(
                Optional.of(blamed),
                sentence.replace('\n', ' '),
                message,
                thrown.getClass().getName(),
                frames(thrown),
                input,
                described(inputs),
                progress.executed(),
                progress.cached());
    }

    /** The run ended before a node ran. */
    static Failure unplanned(Throwable thrown, Progress progress) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        Optional<NodeRef> node = thrown instanceof BrokenGraphException broken ? broken.node() : Optional.empty();
        return new Failure(
                node,
                node.map(NodeRef::sentenceStart).orElse("The run cannot start: it") + " " + Brief.oneLine(message),
                message,
                thrown.getClass().getName(),
                frames(thrown),
                Optional.empty(),
                Map.of(),
                progress.executed(),
                progress.cached());
    }

    /** Nodes wait for each other, which showed only while running. */
    static Failure cycle(List<RunNode> cycle, Progress progress) {
        String path = Cycles.path(cycle, node -> node.ref.id(), node -> " \"" + node.type.name() + "\"");
        // The user sees the node that was expanded, not what it expanded into.
        NodeRef blamed = cycle.stream()
                .map(node -> node.ref)
                .filter(ref -> !ref.id().equals(ref.displayId()))
                .findFirst()
                .orElse(cycle.get(0).ref);
        return new Failure(
                Optional.of(blamed),
                blamed.sentenceStart() + ": these nodes wait for each other: " + path + ". Remove one of the links.",
                "Dependency cycle detected",
                "graph.DependencyCycleError", // the name clients of ComfyUI know
                List.of(),
                Optional.empty(),
                Map.of(),
                progress.executed(),
                progress.cached());
    }

    private static String closed(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "at " + frame)
                .toList();
    }

    private static Map<String, List<Object>> described(Map<String, List<@Nullable Object>> inputs) {
        Map<String, List<Object>> described = new LinkedHashMap<>();
        inputs.forEach((name, values) -> described.put(
                name, values.stream().limit(VALUES).map(Failures::described).toList()));
        return described;
    }

    private static Object described(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof String ? value : Brief.of(value);
    }

    /** How far the run was, by node id. */
    record Progress(List<String> executed, List<String> cached) {}
}
