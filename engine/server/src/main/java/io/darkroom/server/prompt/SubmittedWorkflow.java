package io.darkroom.server.prompt;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.editor.Conversion;
import io.darkroom.format.editor.EditorFile;
import io.darkroom.format.json.JsonPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as it came, ready to be checked.
 *
 * @param workflow its templates resolved and values set
 * @param order the ids of all that claims to be a node, in the order in which they came
 * @param malformed what is wrong with how nodes are written, by node
 * @param editor its form for the editor, if it came in one
 * @param notices what was left out or looks wrong
 */
record SubmittedWorkflow(
        Workflow workflow,
        List<String> order,
        Map<String, String> malformed,
        Optional<Conversion> editor,
        List<String> notices) {
    private static final String PNG_INFO = "extra_pnginfo";
    private static final String EDITOR = "workflow";

    SubmittedWorkflow {
        order = List.copyOf(order);
        notices = List.copyOf(notices);
    }

    static SubmittedWorkflow of(Workflow workflow, Optional<Conversion> editor, List<String> notices) {
        return new SubmittedWorkflow(workflow, List.copyOf(workflow.nodes().keySet()), Map.of(), editor, notices);
    }

    /** Extra data with the workflow as the editor will show it, for the pictures. */
    Map<String, @Nullable Object> withEditorForm(Map<String, @Nullable Object> extraData) {
        if (editor.isEmpty()) {
            return extraData;
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        if (extraData.get(PNG_INFO) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> info.put(String.valueOf(name), value));
        }
        info.put(EDITOR, editor.get().fileOf(workflow));
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(extraData);
        extra.put(PNG_INFO, info);
        return extra;
    }

    /** The workflow as the user sees it; empty if that is not known. */
    Optional<EditorFile> seen(Map<String, @Nullable Object> extraData) {
        if (editor.isPresent()) {
            return editor.map(Conversion::file);
        }
        JsonPart given = JsonPart.root("extra_data", extraData).get(PNG_INFO).get(EDITOR);
        try {
            return EditorFile.isEditorFile(given) ? Optional.of(EditorFile.read(given)) : Optional.empty();
        } catch (WorkflowFileException e) {
            return Optional.empty(); // it only names nodes better; what runs is the prompt
        }
    }
}
