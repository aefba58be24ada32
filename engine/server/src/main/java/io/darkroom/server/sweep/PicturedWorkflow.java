package io.darkroom.server.sweep;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.WorkflowFile;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.editor.Conversion;
import io.darkroom.format.editor.EditorFile;
import io.darkroom.format.json.JsonPart;
import io.darkroom.server.prompt.PromptBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The editor's form of a sweep's workflow, if its client sent one. Each cell's pictures carry it with that cell's values, so
 * that dropping one onto the editor shows what made it.
 */
record PicturedWorkflow(Map<String, @Nullable Object> extraData, Optional<Conversion> editor) {
    private static final String PNG_INFO = "extra_pnginfo";
    private static final String WORKFLOW = "workflow";

    static PicturedWorkflow of(PromptBody body, Function<String, Optional<NodeType>> types) {
        JsonPart form =
                JsonPart.root("extra_data", body.extraData()).get(PNG_INFO).get(WORKFLOW);
        try {
            Optional<Conversion> editor = EditorFile.isEditorFile(form)
                    ? WorkflowFile.of(WORKFLOW, form, types).editor()
                    : Optional.empty();
            return new PicturedWorkflow(body.extraData(), editor);
        } catch (WorkflowFileException e) {
            return new PicturedWorkflow(body.extraData(), Optional.empty()); // the client's own form goes in as it is
        }
    }

    Map<String, @Nullable Object> extraData(Workflow cell) {
        if (editor.isEmpty() || !(extraData.get(PNG_INFO) instanceof Map<?, ?> given)) {
            return extraData;
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        given.forEach((name, value) -> info.put(String.valueOf(name), value));
        info.put(WORKFLOW, editor.get().fileOf(cell));
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(extraData);
        extra.put(PNG_INFO, info);
        return extra;
    }
}
