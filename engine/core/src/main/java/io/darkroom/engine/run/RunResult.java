package io.darkroom.engine.run;

import io.darkroom.api.node.Shown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param nodes the nodes that finished, in the order in which they did, and the outputs that were cached
 * @param cached the nodes whose results were known when it began
 */
public record RunResult(
        String promptId, Ending ending, List<Event.NodeFinished> nodes, List<String> cached, Duration duration) {
    public RunResult {
        nodes = List.copyOf(nodes);
        cached = List.copyOf(cached);
    }

    public boolean succeeded() {
        return ending instanceof Ending.Succeeded;
    }

    /** What clients are shown, by the node they show it at; nodes that show nothing are left out. */
    public Map<String, Shown> shown() {
        Map<String, Shown> shown = new LinkedHashMap<>();
        for (Event.NodeFinished finished : nodes) {
            if (!finished.shown().values().isEmpty()) {
                shown.put(finished.node().displayId(), finished.shown());
            }
        }
        return shown;
    }
}
