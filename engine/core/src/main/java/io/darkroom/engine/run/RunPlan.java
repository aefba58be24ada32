package io.darkroom.engine.run;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run is expected to do. Lazy inputs that are not needed after all, and nodes that expansion adds, are unknown before;
 * results that only the disk has count as still to be made.
 *
 * @param runs the nodes to run, in the workflow's order
 * @param cached the nodes whose results are known and needed
 */
public record RunPlan(List<String> runs, List<String> cached) {
    public RunPlan {
        runs = List.copyOf(runs);
        cached = List.copyOf(cached);
    }

    /** What lies behind a known result is not needed. */
    static RunPlan of(Workflow workflow, List<String> targets, Predicate<String> known) {
        Set<String> runs = new LinkedHashSet<>();
        Set<String> cached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(targets);
        while (!open.isEmpty()) {
            String id = open.pop();
            if (workflow.node(id).isEmpty() || runs.contains(id) || cached.contains(id)) {
                continue;
            }
            if (known.test(id)) {
                cached.add(id);
                continue;
            }
            runs.add(id);
            for (Input input : workflow.node(id).get().inputs().values()) {
                if (input instanceof Input.Link link) {
                    open.push(link.nodeId());
                }
            }
        }
        return new RunPlan(inOrder(workflow, runs), inOrder(workflow, cached));
    }

    private static List<String> inOrder(Workflow workflow, Set<String> ids) {
        return workflow.nodes().keySet().stream().filter(ids::contains).toList();
    }
}
