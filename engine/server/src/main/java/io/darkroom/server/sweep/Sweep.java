package io.darkroom.server.sweep;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Job;
import io.darkroom.server.prompt.PromptBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that was accepted: the job that makes its sheet.
 *
 * @param job whose id is the sweep's
 * @param body with the workflow of the first cell
 */
record Sweep(Job job, PromptBody body, List<SweepAxis> axes) {
    /** What is asked beyond ComfyUI lies under this name in the bodies of cells and sheets. */
    static final String TOPIC = "sweep";

    private static final String AXES = "axes";

    Sweep {
        axes = List.copyOf(axes);
    }

    static boolean isSheet(PromptBody body) {
        return body.extensions().get(TOPIC) instanceof Map<?, ?> sweep && sweep.containsKey(AXES);
    }

    /** The sweep whose sheet a job is; empty if it is another job. */
    static Optional<Sweep> of(Job job) {
        int ours = job.body().indexOf('\n'); // what is beyond ComfyUI lies in the first line
        if (!job.body().substring(0, Math.max(0, ours)).contains("\"" + TOPIC + "\"")) {
            return Optional.empty(); // most jobs: their bodies need no reading
        }
        PromptBody body = PromptBody.fromJson(job.id(), job.body());
        return isSheet(body) ? Optional.of(of(job, body)) : Optional.empty();
    }

    /** @param body of a sheet */
    static Sweep of(Job job, PromptBody body) {
        JsonPart axes = JsonPart.root("prompt " + job.id(), body.extensions().get(TOPIC))
                .get(AXES);
        return new Sweep(job, body, axes.items().stream().map(SweepAxis::of).toList());
    }

    /** What a sheet's body says. */
    static Map<String, @Nullable Object> sheet(List<SweepAxis> axes) {
        return Map.of(TOPIC, Map.of(AXES, axes.stream().map(SweepAxis::toJson).toList()));
    }

    /** What a cell's body says. */
    static Map<String, @Nullable Object> cell(String sweepId, SweepCell cell) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", sweepId);
        json.put("cell", cell.place() + 1);
        json.put("labels", cell.labels());
        return Map.of(TOPIC, json);
    }

    int cells() {
        return axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
    }

    String cellId(int place) {
        return SweepCell.id(job.id(), place);
    }

    /** The labels of a cell, one for each axis. */
    List<String> labels(int place) {
        List<String> labels = new ArrayList<>();
        int rest = place;
        for (SweepAxis axis : axes) {
            labels.add(axis.labels().get(rest % axis.values().size()));
            rest /= axis.values().size();
        }
        return labels;
    }

    List<Map<String, @Nullable Object>> axesToJson() {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (SweepAxis axis : axes) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("name", axis.name());
            one.put("labels", axis.labels());
            json.add(one);
        }
        return json;
    }
}
