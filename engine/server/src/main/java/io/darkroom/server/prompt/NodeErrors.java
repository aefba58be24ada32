package io.darkroom.server.prompt;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Problem.Kind;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.editor.EditorFile;
import io.darkroom.format.nodes.ObjectInfoWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a prompt's nodes, in ComfyUI's form (comfyui-contract.md, 3). Beside its members stand our
 * {@code sentence}, which says all of it, and the node's {@code title} and {@code path} through subgraphs.
 */
final class NodeErrors {
    /** Kinds of which ComfyUI does not repeat how the input is declared. */
    private static final Set<Kind> WITHOUT_CONFIG =
            Set.of(Kind.REQUIRED_INPUT_MISSING, Kind.CUSTOM_VALIDATION_FAILED, Kind.EXCEPTION_DURING_VALIDATION);

    /** Of choices as many as this and fewer are listed. */
    private static final int LISTED = 20;

    private final Catalogue catalogue;
    private final Optional<EditorFile> editor;

    /**
     * @param editor the workflow as the user sees it
     */
    NodeErrors(Catalogue catalogue, Optional<EditorFile> editor) {
        this.catalogue = catalogue;
        this.editor = editor;
    }

    /** The errors by node, in the prompt's order. */
    Map<String, Object> toJson(Validation validation) {
        Map<String, List<Problem>> found = new LinkedHashMap<>();
        validation.workflow().nodes().keySet().forEach(id -> found.put(id, new ArrayList<>()));
        validation
                .problems()
                .forEach(problem -> problem.nodeId()
                        .ifPresent(id -> found.computeIfAbsent(id, unknown -> new ArrayList<>())
                                .add(problem)));
        Map<String, Object> json = new LinkedHashMap<>();
        found.forEach((id, problems) -> {
            if (!problems.isEmpty()) {
                json.put(id, node(id, problems, validation));
            }
        });
        return json;
    }

    private Map<String, Object> node(String id, List<Problem> problems, Validation validation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("errors", problems.stream().map(this::error).toList());
        json.put("dependent_outputs", validation.dependentOutputs(id));
        json.put("class_type", problems.get(0).nodeType());
        validation.workflow().node(id).flatMap(WorkflowNode::title).ifPresent(title -> json.put("title", title));
        editor.map(file -> file.path(id)).filter(path -> path.size() > 1).ifPresent(path -> json.put("path", path));
        return json;
    }

    private Map<String, Object> error(Problem problem) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        problem.input().ifPresent(input -> {
            extra.put("input_name", input);
            if (!WITHOUT_CONFIG.contains(problem.kind())) {
                config(problem, input).ifPresent(config -> extra.put("input_config", tooLong(config) ? null : config));
            }
        });
        extra.putAll(problem.facts());
        if (problem.kind() == Kind.EXCEPTION_DURING_VALIDATION) {
            extra.put("traceback", List.of());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", problem.kind().id());
        json.put("message", problem.message());
        json.put("details", problem.details());
        json.put("extra_info", extra);
        json.put("sentence", problem.sentence());
        return json;
    }

    /** The input as {@code /object_info} has it, always with options. */
    private Optional<List<Object>> config(Problem problem, String input) {
        return catalogue
                .find(problem.nodeType())
                .flatMap((NodeType type) -> type.input(input))
                .map(slot -> {
                    List<Object> spec = ObjectInfoWriter.spec(slot);
                    return spec.size() > 1 ? spec : List.of(spec.get(0), Map.of());
                });
    }

    private static boolean tooLong(List<Object> config) {
        return config.get(0) instanceof List<?> choices && choices.size() > LISTED;
    }
}
