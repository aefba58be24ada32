package io.darkroom.conformance.loop;

import io.darkroom.api.node.Context;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a loop, in the graph as it runs. */
final class Body {
    private Body() {}

    /** Both ends, and all nodes that depend on the open end and are needed by the closing one. */
    static Set<String> between(String open, String close, Context context) {
        Map<String, List<String>> consumers = new LinkedHashMap<>();
        Set<String> needed = reachable(close, id -> {
            List<String> sources = sources(id, context);
            sources.forEach(source ->
                    consumers.computeIfAbsent(source, none -> new ArrayList<>()).add(id));
            return sources;
        });
        Set<String> body = reachable(open, id -> consumers.getOrDefault(id, List.of()));
        body.retainAll(needed);
        body.add(open);
        body.add(close);
        return body;
    }

    private static List<String> sources(String id, Context context) {
        List<String> sources = new ArrayList<>();
        for (Input input :
                context.node(id).map(WorkflowNode::inputs).orElse(Map.of()).values()) {
            if (input instanceof Input.Link link) {
                sources.add(link.nodeId());
            }
        }
        return sources;
    }

    private static Set<String> reachable(String from, Next next) {
        Set<String> reached = new LinkedHashSet<>(List.of(from));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String id : next.of(open.pop())) {
                if (reached.add(id)) {
                    open.push(id);
                }
            }
        }
        return reached;
    }

    /** The nodes one step further. */
    @FunctionalInterface
    private interface Next {
        Collection<String> of(String id);
    }
}
