package io.darkroom.server.golden;

import io.darkroom.format.json.JsonPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of one prompt. Nodes that do not wait for each other may run in any order, and progress may be told
 * less often, so both are summed up.
 *
 * @param turns the types of the messages that come once, in their order
 * @param executing the nodes that were said to run
 * @param results what was shown, by node
 * @param lastProgress value and maximum by node; empty if the prompt did not come to its end
 * @param states the nodes of the last state of progress
 * @param end what the interruption said
 */
record Story(
        List<String> turns,
        Set<String> cached,
        Set<String> executing,
        Map<String, @Nullable Object> results,
        Map<String, String> lastProgress,
        Map<String, String> states,
        Map<String, Object> end) {
    /** The stories in a conversation, by prompt. */
    static Map<String, Story> all(List<JsonPart> messages) {
        Map<String, List<JsonPart>> byPrompt = new LinkedHashMap<>();
        for (JsonPart message : messages) {
            message.get("data")
                    .get("prompt_id")
                    .text()
                    .ifPresent(id -> byPrompt.computeIfAbsent(id, first -> new ArrayList<>())
                            .add(message));
        }
        return byPrompt.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> of(entry.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    private static Story of(List<JsonPart> messages) {
        Story story = new Story(
                new ArrayList<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
        messages.forEach(message -> story.add(message.get("type").id(), message.get("data")));
        if (!story.turns.contains("execution_success")) {
            story.lastProgress.clear(); // how far it came is chance
        }
        return story;
    }

    /** This story without the progress of nodes of which another tells none. */
    Story asFarAs(Story other) {
        Map<String, String> progress = new TreeMap<>(lastProgress);
        progress.keySet().retainAll(other.lastProgress.keySet());
        return new Story(turns, cached, executing, results, progress, states, end);
    }

    private void add(String type, JsonPart data) {
        switch (type) {
            case "executing" -> {
                if (data.get("node").isAbsent()) {
                    turns.add("over");
                } else {
                    executing.add(data.get("node").id());
                }
            }
            case "executed" ->
                results.put(data.get("node").id(), data.get("output").value());
            case "progress" ->
                lastProgress.put(
                        data.get("node").id(),
                        data.get("value").id() + " of " + data.get("max").id());
            case "progress_state" -> {
                states.clear();
                JsonPart nodes = data.get("nodes");
                nodes.object()
                        .keySet()
                        .forEach(id -> states.put(id, nodes.get(id).get("state").id()));
            }
            default -> {
                turns.add(type);
                if (type.equals("execution_cached")) {
                    data.get("nodes").items().forEach(node -> cached.add(node.id()));
                }
                if (type.equals("execution_interrupted")) {
                    end.put("node_id", String.valueOf(data.get("node_id").value()));
                    end.put("node_type", String.valueOf(data.get("node_type").value()));
                    Set<String> executed = new TreeSet<>();
                    data.get("executed").items().forEach(node -> executed.add(node.id()));
                    end.put("executed", executed);
                }
            }
        }
    }
}
