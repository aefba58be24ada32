package io.darkroom.server.prompt;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.prompt.ApiPrompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the queue keeps of an accepted prompt: the body of its {@link io.darkroom.queue.Job}.
 *
 * @param workflow as it was submitted, with the texts of the editor's templates resolved
 * @param extraData as it was submitted, without secrets; the editor's workflow lies in its {@code extra_pnginfo}
 * @param targets the good outputs, which will run
 * @param number as the client gave it or the counter did: a Long from the counter, a Double from the client
 * @param extensions what is asked beyond ComfyUI, by topic: {@code webhook}, {@code sweep}; JSON values
 */
public record PromptBody(
        Workflow workflow,
        Map<String, @Nullable Object> extraData,
        List<String> targets,
        Number number,
        Map<String, @Nullable Object> extensions) {
    public PromptBody {
        extraData = Collections.unmodifiableMap(new LinkedHashMap<>(extraData));
        targets = List.copyOf(targets);
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /** The client that is told about this prompt. */
    public Optional<String> clientId() {
        return extraData.get("client_id") instanceof String id && !id.isEmpty() ? Optional.of(id) : Optional.empty();
    }

    /** The queue's item of ComfyUI: number, id, prompt, extra data, outputs. */
    public List<@Nullable Object> item(String promptId) {
        List<@Nullable Object> item = new ArrayList<>();
        item.add(number);
        item.add(promptId);
        item.add(ApiPrompt.toJson(workflow));
        item.add(extraData);
        item.add(targets);
        return item;
    }

    public String toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", number);
        json.put("prompt", ApiPrompt.toJson(workflow));
        json.put("extra_data", extraData);
        json.put("targets", targets);
        if (!extensions.isEmpty()) {
            json.put("extensions", extensions);
        }
        return JsonText.of(json);
    }

    /**
     * @throws io.darkroom.format.WorkflowFileException if the text is no such body
     */
    public static PromptBody fromJson(String promptId, String json) {
        String source = "prompt " + promptId;
        JsonPart body = JsonPart.root(source, JsonReader.read(source, json, JsonLimits.standard()));
        if (!(body.get("number").value() instanceof Number number)) {
            throw body.get("number").refuse("It must be a number.");
        }
        return new PromptBody(
                ApiPrompt.require(source, ApiPrompt.read(body.get("prompt"))),
                body.get("extra_data").object(),
                body.get("targets").items().stream().map(JsonPart::id).toList(),
                number,
                body.get("extensions").object());
    }
}
