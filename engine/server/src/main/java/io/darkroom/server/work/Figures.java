package io.darkroom.server.work;

import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.NodeRef;
import io.darkroom.engine.run.RunResult;
import io.darkroom.server.event.RunMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what came of a run into the form of the history. */
final class Figures {
    private Figures() {}

    static RunReport report(Specialist.Done done, RunMessages messages, List<UsedModels.Model> models) {
        RunResult result = done.result();
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        for (Event.NodeFinished finished : result.nodes()) {
            if (!finished.shown().values().isEmpty()) {
                NodeRef node = finished.node();
                outputs.put(node.id(), finished.shown().values());
                meta.put(node.id(), owner(node));
            }
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("duration_ms", result.duration().toMillis());
        figures.put("nodes", nodes(result, messages));
        figures.put("cached", result.cached());
        figures.put("models", models.stream().map(UsedModels.Model::toJson).toList());
        figures.put("warnings", messages.warnings());
        figures.putAll(done.figures());
        return new RunReport(outputs, messages.kept(), meta, figures);
    }

    private static Map<String, @Nullable Object> owner(NodeRef node) {
        Map<String, @Nullable Object> owner = new LinkedHashMap<>();
        owner.put("node_id", node.id());
        owner.put("display_node", node.displayId());
        owner.put("parent_node", node.parentId().orElse(null));
        owner.put("real_node_id", node.realId());
        return owner;
    }

    /** The nodes that finished: when, for how long, and the most memory that was seen meanwhile. */
    private static List<Map<String, @Nullable Object>> nodes(RunResult result, RunMessages messages) {
        Map<String, Instant> begun = messages.begun();
        Map<String, Instant> ended = messages.ended();
        List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
        for (Event.NodeFinished finished : result.nodes()) {
            Map<String, @Nullable Object> node = new LinkedHashMap<>();
            node.put("node_id", finished.node().id());
            node.put("display_node", finished.node().displayId());
            node.put("class_type", finished.node().type());
            node.put("title", finished.node().title());
            node.put("origin", finished.origin().name().toLowerCase(Locale.ROOT));
            node.put("start", millis(begun.get(finished.node().id())));
            node.put("end", millis(ended.get(finished.node().id())));
            node.put("duration_ms", finished.duration().toNanos() / 1e6);
            node.put("peak_bytes", finished.peakBytes());
            nodes.add(node);
        }
        return nodes;
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
