package io.darkroom.engine.run;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node that waits for the nodes it expanded into.
 *
 * @param calls what each of its calls yielded, at least one of them an expansion
 * @param notes what it noted itself
 */
record Expanded(List<Outcome> calls, List<Context.Note> notes) {
    /** The nodes of all its expansions. */
    Map<String, WorkflowNode> nodes(RunNode parent) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        for (Outcome call : calls) {
            if (call instanceof Outcome.Expansion expansion) {
                expansion.nodes().nodes().forEach((id, node) -> {
                    if (nodes.putIfAbsent(id, node) != null) {
                        throw clash(parent, id);
                    }
                });
            }
        }
        return nodes;
    }

    /** The results of all its expansions. */
    List<Input> results() {
        List<Input> results = new ArrayList<>();
        for (Outcome call : calls) {
            if (call instanceof Outcome.Expansion expansion) {
                results.addAll(expansion.results());
            }
        }
        return results;
    }

    static BrokenGraphException clash(RunNode parent, String id) {
        return new BrokenGraphException(
                Optional.of(parent.ref),
                "adds a node \"" + id + "\", but the run has one of that id; its author must start ids with"
                        + " Context.idPrefix().");
    }
}
