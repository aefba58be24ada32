package io.darkroom.format.prompt;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Workflows in the API format (comfyui-contract.md, 1.1), read leniently and written strictly. */
public final class ApiPrompt {
    /** Keeps a list that is a constant from being read as a link. */
    private static final String WRAPPER = "__value__";

    private static final String META = "_meta";
    private static final String TITLE = "title";

    private ApiPrompt() {}

    /**
     * What a prompt holds. Where it is malformed, the workflow has the nearest thing that a workflow can hold, and a problem
     * says so.
     */
    public record Reading(Workflow workflow, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param input the input it is about, if it is about one
     * @param sentence what, which value, and what is right
     */
    public record Problem(String nodeId, Optional<String> input, String sentence) {}

    /**
     * @param source the file, as the user calls it
     * @throws WorkflowFileException if it is not JSON, or has any problem; names them all
     */
    public static Workflow read(String source, byte[] json, JsonLimits limits) {
        return require(source, read(JsonPart.root(source, JsonReader.read(source, json, limits))));
    }

    /**
     * @throws WorkflowFileException if it has any problem; names them all
     */
    public static Workflow require(String source, Reading reading) {
        if (!reading.problems().isEmpty()) {
            List<String> sentences =
                    reading.problems().stream().map(Problem::sentence).limit(5).toList();
            int more = reading.problems().size() - sentences.size();
            throw new WorkflowFileException(
                    source, "", String.join(" ", sentences) + (more > 0 ? " And " + more + " more like these." : ""));
        }
        return reading.workflow();
    }

    /**
     * @throws WorkflowFileException if it is not even an object
     */
    public static Reading read(JsonPart prompt) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        if (prompt.isAbsent()) {
            throw prompt.refuse("a workflow is an object of nodes by id, but this is null.");
        }
        for (String id : prompt.object().keySet()) {
            JsonPart node = prompt.get(id);
            Optional<String> type = node.get("class_type").text();
            if (type.isEmpty()) {
                problems.add(new Problem(
                        id,
                        Optional.empty(),
                        "Node \"" + id + "\" has no \"class_type\" (a text): it is "
                                + (node.value() instanceof Map ? node.get("class_type") : node).describe() + "."));
                continue;
            }
            Optional<String> title = node.get(META).get(TITLE).text();
            nodes.put(
                    id,
                    new WorkflowNode(
                            type.get(),
                            title,
                            inputs(id, node.get("inputs"), problems),
                            node.get("override_display_id").text(),
                            meta(node.get(META), title)));
        }
        return new Reading(new Workflow(nodes), problems);
    }

    /** What a client noted about a node beside its title; nothing if it is not even an object. */
    private static Map<String, @Nullable Object> meta(JsonPart part, Optional<String> title) {
        if (!(part.value() instanceof Map)) {
            return Map.of();
        }
        Map<String, @Nullable Object> meta = new LinkedHashMap<>(part.object());
        if (title.isPresent()) {
            meta.remove(TITLE);
        }
        return meta;
    }

    private static Map<String, Input> inputs(String id, JsonPart inputs, List<Problem> problems) {
        Map<String, Input> result = new LinkedHashMap<>();
        if (!inputs.isAbsent() && !(inputs.value() instanceof Map)) {
            problems.add(new Problem(
                    id,
                    Optional.empty(),
                    "Node \"" + id + "\": \"inputs\" must be an object, but it is " + inputs.describe() + "."));
            return result;
        }
        for (String name : inputs.object().keySet()) {
            // The server writes it into prompts it has run, and would believe it instead of asking the node.
            if (!name.equals("is_changed")) {
                result.put(name, input(id, name, inputs.get(name), problems));
            }
        }
        return result;
    }

    private static Input input(String id, String name, JsonPart part, List<Problem> problems) {
        if (part.value() instanceof Map<?, ?> wrapped && wrapped.size() == 1 && wrapped.containsKey(WRAPPER)) {
            return new Input.Constant(wrapped.get(WRAPPER));
        }
        if (!(part.value() instanceof List<?> list)) {
            return new Input.Constant(part.value());
        }
        if (list.size() == 2 && list.get(0) instanceof String source && !(list.get(1) instanceof String)) {
            OptionalInt slot = part.items().get(1).slot();
            if (slot.isPresent()) {
                return new Input.Link(source, slot.getAsInt());
            }
        }
        problems.add(new Problem(
                id,
                Optional.of(name),
                "Node \"" + id + "\", input \"" + name
                        + "\": a link is a list of a node id (a text) and an output number,"
                        + " but it is " + excerpt(list) + "; a list that is a constant is written {\"" + WRAPPER
                        + "\": [...]}."));
        return new Input.Constant(list);
    }

    private static String excerpt(List<?> list) {
        List<String> items = list.stream().limit(3).map(JsonPart::describe).toList();
        return "[" + String.join(", ", items) + (list.size() > 3 ? ", ...]" : "]");
    }

    /** The prompt as JSON, as one line of ASCII. */
    public static String write(Workflow workflow) {
        return JsonText.of(toJson(workflow));
    }

    /** The prompt as plain JSON values. */
    public static Map<String, Object> toJson(Workflow workflow) {
        Map<String, Object> json = new LinkedHashMap<>();
        workflow.nodes().forEach((id, node) -> json.put(id, toJson(node)));
        return json;
    }

    private static Map<String, Object> toJson(WorkflowNode node) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        node.inputs().forEach((name, input) -> inputs.put(name, toJson(input)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("inputs", inputs);
        json.put("class_type", node.type());
        node.displayId().ifPresent(id -> json.put("override_display_id", id));
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        node.title().ifPresent(title -> meta.put(TITLE, title));
        meta.putAll(node.meta());
        if (!meta.isEmpty()) {
            json.put(META, meta);
        }
        return json;
    }

    private static @Nullable Object toJson(Input input) {
        if (input instanceof Input.Link link) {
            return List.of(link.nodeId(), link.slot());
        }
        Object value = ((Input.Constant) input).value();
        boolean ambiguous = value instanceof List || (value instanceof Map<?, ?> map && map.containsKey(WRAPPER));
        return ambiguous ? Map.of(WRAPPER, value) : value;
    }
}
