package io.darkroom.server.estimate;

import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.run.RunPlan;
import io.darkroom.server.Parts;
import io.darkroom.server.estimate.Experience.Expectation;
import io.darkroom.server.prompt.PromptBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one prompt would cost if it ran now. */
final class Estimate {
    private Estimate() {}

    /** @param owner whose prompts of the past count; empty: everybody's */
    static Map<String, @Nullable Object> of(PromptBody body, Parts parts, Optional<String> owner) {
        RunPlan plan = parts.engine().plan(body.workflow(), body.targets());
        Experience experience = Experience.of(parts.store().history(), owner, parts.catalogue()::find);
        List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        double seconds = 0;
        long peak = 0;
        for (String id : plan.runs()) {
            WorkflowNode node = body.workflow().node(id).orElseThrow();
            Optional<Expectation> expected =
                    experience.of(node.type(), Workload.of(id, body.workflow(), parts.catalogue()::find));
            if (expected.isPresent()) {
                seconds += expected.get().seconds();
                peak = Math.max(peak, expected.get().peakBytes());
            } else {
                unknown.add(id);
            }
            nodes.add(node(id, node, expected));
        }
        boolean nothingKnown = unknown.size() == plan.runs().size() && !unknown.isEmpty();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("seconds", nothingKnown ? null : seconds);
        json.put("peak_bytes", nothingKnown ? null : peak);
        json.put("sentence", sentence(plan, unknown, seconds));
        json.put("nodes", nodes);
        json.put("cached", plan.cached());
        json.put("unknown", unknown);
        return json;
    }

    private static Map<String, @Nullable Object> node(String id, WorkflowNode node, Optional<Expectation> expected) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node_id", id);
        json.put("class_type", node.type());
        json.put("title", node.title().orElse(null));
        json.put("seconds", expected.map(Expectation::seconds).orElse(null));
        json.put("peak_bytes", expected.map(Expectation::peakBytes).orElse(null));
        json.put("runs", expected.map(Expectation::runs).orElse(0));
        json.put("basis", expected.map(Expectation::basis).orElse("no such node ran yet"));
        return json;
    }

    private static String sentence(RunPlan plan, List<String> unknown, double seconds) {
        if (plan.runs().isEmpty()) {
            return "All results are known; nothing would run.";
        }
        String what = plan.runs().size() + " nodes would run, " + plan.cached().size() + " results are known. ";
        if (unknown.size() == plan.runs().size()) {
            return what + "None of these nodes ran here yet, so nothing can be said of the time.";
        }
        String time = String.format(Locale.ROOT, "About %.1f seconds, if nothing else runs", seconds);
        return unknown.isEmpty()
                ? what + time + "."
                : what + time + ", and " + unknown.size() + " nodes of which nothing is known.";
    }
}
