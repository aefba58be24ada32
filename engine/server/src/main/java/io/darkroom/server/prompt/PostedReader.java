package io.darkroom.server.prompt;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.editor.EditorFile;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.picture.PictureText;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.prompt.Posted.Form;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which of the forms a prompt was posted: ComfyUI's envelope, an editor's file or a picture as the whole body or in
 * the envelope, the name of a stored workflow, a form with a file. Members that a whole file leaves no room for are taken from
 * the query or from the form's fields.
 */
final class PostedReader {
    private static final String BODY = "body";

    private PostedReader() {}

    /**
     * @throws HttpProblem 400 if it is none of these
     */
    static Posted read(Context request) throws IOException {
        String type = request.contentType();
        if (type != null && type.startsWith("multipart/form-data")) {
            return ofForm(request);
        }
        byte[] body = request.bodyAsBytes();
        if (isPicture(body)) {
            return new Posted(envelope(request.queryParamMap()), new Form.File("the posted picture", body));
        }
        JsonPart json = json(BODY, body);
        if (!(json.value() instanceof Map)) {
            throw HttpProblem.badRequest(
                    "invalid_json", "The body is " + json.describe() + "; it must be an object with a \"prompt\".", "");
        }
        return ofJson(json, envelope(request.queryParamMap()));
    }

    private static Posted ofForm(Context request) throws IOException {
        List<UploadedFile> files = request.uploadedFiles();
        JsonPart envelope = envelope(request.formParamMap());
        if (files.isEmpty()) {
            return ofJson(envelope, envelope);
        }
        UploadedFile file = files.get(0);
        byte[] content;
        try (InputStream in = file.content()) {
            content = in.readAllBytes(); // the form as a whole is limited
        }
        return isPicture(content)
                ? new Posted(envelope, new Form.File(file.filename(), content))
                : ofJson(json(file.filename(), content), envelope);
    }

    /**
     * @param outside members for a file that takes the whole room
     */
    private static Posted ofJson(JsonPart json, JsonPart outside) {
        JsonPart prompt = json.get("prompt");
        JsonPart workflow = json.get("workflow");
        JsonPart name = json.get("workflow_name");
        if (!prompt.isAbsent() && !isNode(prompt)) {
            return new Posted(json, EditorFile.isEditorFile(prompt) ? new Form.Json(prompt) : new Form.Prompt(prompt));
        }
        if (!workflow.isAbsent() && !isNode(workflow)) {
            return new Posted(json, new Form.Json(workflow));
        }
        if (!name.isAbsent() && !isNode(name)) {
            String text = name.text()
                    .orElseThrow(() -> HttpProblem.badRequest(
                            "invalid_workflow_name",
                            "\"workflow_name\" is " + name.describe() + "; it must be a text.",
                            name.pointer()));
            return new Posted(json, new Form.Stored(text));
        }
        if (EditorFile.isEditorFile(json)) {
            return new Posted(outside, new Form.Json(json));
        }
        boolean bare =
                !json.object().isEmpty() && json.object().keySet().stream().allMatch(id -> isNode(json.get(id)));
        return bare ? new Posted(outside, new Form.Prompt(json)) : new Posted(json, new Form.Nothing());
    }

    private static boolean isNode(JsonPart part) {
        return part.get("class_type").value() instanceof String;
    }

    private static boolean isPicture(byte[] content) {
        try {
            return PictureText.read(BODY, content).isPresent();
        } catch (WorkflowFileException e) {
            return true; // a damaged one, which is told when it is read as a workflow
        }
    }

    /** Texts as an envelope: what is JSON counts as JSON, so that {@code front=true} and {@code set={...}} mean what they say. */
    private static JsonPart envelope(Map<String, List<String>> texts) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        texts.forEach((name, values) -> {
            if (!values.isEmpty()) {
                members.put(name, value(values.get(0)));
            }
        });
        return JsonPart.root(BODY, members);
    }

    private static @Nullable Object value(String text) {
        Optional<JsonPart> json;
        try {
            json = Optional.of(JsonPart.root(BODY, JsonReader.read(BODY, text, JsonLimits.standard())));
        } catch (WorkflowFileException e) {
            json = Optional.empty(); // plain text, then
        }
        return json.isPresent() ? json.get().value() : text;
    }

    private static JsonPart json(String source, byte[] content) {
        try {
            return JsonPart.root(source, JsonReader.read(source, content, JsonLimits.standard()));
        } catch (WorkflowFileException e) {
            throw HttpProblem.badRequest("invalid_json", String.valueOf(e.getMessage()), "");
        }
    }
}
