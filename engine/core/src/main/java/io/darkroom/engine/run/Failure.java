package io.darkroom.engine.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a run failed.
 *
 * @param node the node that failed; empty if the run itself could not go on
 * @param sentence what, where, value, next step: one line for the user
 * @param message the node's own words
 * @param exceptionType the class of what was thrown, or {@code graph.DependencyCycleError}
 * @param traceback its stack, one line per frame; may be empty
 * @param input the input to blame, if the node named one
 * @param currentInputs what the node was given: for each name a list of values as text, or as they are if numbers,
 *     booleans or texts
 * @param executed the nodes that finished in this run before, by id
 * @param cached the nodes whose results were known when the run began, by id
 */
public record Failure(
        Optional<NodeRef> node,
        String sentence,
        String message,
        String exceptionType,
        List<String> traceback,
        Optional<String> input,
        Map<String, List<Object>> currentInputs,
        List<String> executed,
        List<String> cached) {
    public Failure {
        traceback = List.copyOf(traceback);
        currentInputs = Collections.unmodifiableMap(new LinkedHashMap<>(currentInputs));
        executed = List.copyOf(executed);
        cached = List.copyOf(cached);
    }
}
