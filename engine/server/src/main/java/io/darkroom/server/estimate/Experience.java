package io.darkroom.server.estimate;

import io.darkroom.api.node.NodeType;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Outcome;
import io.darkroom.server.prompt.PromptBody;
import io.darkroom.server.work.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nodes took in the latest prompts. Immutable. */
final class Experience {
    private static final Logger LOG = LoggerFactory.getLogger(Experience.class);
    /** As many prompts of the past are looked at. */
    private static final int PROMPTS = 100;

    private final Map<String, List<Observation>> byClass;

    private Experience(Map<String, List<Observation>> byClass) {
        this.byClass = byClass;
    }

    /** One node of one prompt that ran. */
    private record Observation(Workload load, double seconds, long peakBytes) {}

    /**
     * What is expected of a node.
     *
     * @param runs on how many runs it rests, at least 1
     * @param basis in words
     */
    record Expectation(double seconds, long peakBytes, int runs, String basis) {}

    /** @param owner whose prompts count; empty: everybody's */
    static Experience of(History history, Optional<String> owner, Function<String, Optional<NodeType>> types) {
        History.Question latest = History.Question.all(owner)
                .ended(Set.of(Outcome.Kind.SUCCEEDED))
                .ordered(History.Order.ENDED_NEWEST_FIRST)
                .window(0, PROMPTS);
        Map<String, List<Observation>> byClass = new HashMap<>();
        for (Finished finished : history.list(latest)) {
            try {
                observe(finished, types, byClass);
            } catch (WorkflowFileException e) {
                LOG.warn(
                        "Prompt {} of the history teaches nothing: {}",
                        finished.job().id(),
                        e.getMessage());
            }
        }
        return new Experience(byClass);
    }

    private static void observe(
            Finished finished, Function<String, Optional<NodeType>> types, Map<String, List<Observation>> byClass) {
        PromptBody body =
                PromptBody.fromJson(finished.job().id(), finished.job().body());
        JsonPart figures = JsonPart.root(
                "history of prompt " + finished.job().id(),
                RunReport.of(finished).figures());
        for (JsonPart node : figures.get("nodes").items()) {
            if ("ran".equals(node.get("origin").value())
                    && node.get("duration_ms").value() instanceof Number millis
                    && node.get("peak_bytes").value() instanceof Number peak
                    && node.get("class_type").value() instanceof String type
                    && node.get("node_id").value() instanceof String id) {
                byClass.computeIfAbsent(type, any -> new ArrayList<>())
                        .add(new Observation(
                                Workload.of(id, body.workflow(), types),
                                millis.doubleValue() / 1000,
                                peak.longValue()));
            }
        }
    }

    /** Empty if no such node ran. */
    Optional<Expectation> of(String nodeType, Workload load) {
        List<Observation> all = byClass.getOrDefault(nodeType, List.of());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> alike = all.stream()
                .filter(past -> past.load().models().equals(load.models()))
                .toList();
        List<Observation> chosen = alike.isEmpty() ? all : alike;
        List<Observation> same = chosen.stream()
                .filter(past -> past.load().size() == load.size())
                .toList();
        List<Observation> used = same.isEmpty() ? chosen : same;
        double[] seconds = used.stream()
                .mapToDouble(past -> past.seconds() * load.size() / past.load().size())
                .sorted()
                .toArray();
        long peak = used.stream().mapToLong(Observation::peakBytes).max().orElse(0);
        String models =
                load.models().isEmpty() ? "" : alike.isEmpty() ? ", with other models" : ", with the same models";
        return Optional.of(new Expectation(
                median(seconds),
                peak,
                used.size(),
                (same.isEmpty() ? "scaled by steps x pixels" : "of the same steps and pixels") + models));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
