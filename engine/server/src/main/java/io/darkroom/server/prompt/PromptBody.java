package io.darkroom.server.prompt;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.queue.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the queue keeps of an accepted prompt: the body of its {@link Job}.
 *
 * @param workflow as it will run: the texts of the editor's templates resolved, constants converted
 * @param extraData as it was submitted, without secrets; the editor's workflow lies in its {@code extra_pnginfo}
 * @param targets the good outputs, which will run
 * @param number the place in the queue, if the client chose one
 * @param extensions what is asked beyond ComfyUI, by topic: {@code webhook}, {@code sweep}; JSON values
 */
public record PromptBody(
        Workflow workflow,
        Map<String, @Nullable Object> extraData,
        List<String> targets,
        Optional<Double> number,
        Map<String, @Nullable Object> extensions) {
    private static final String CHOSEN = "{\"darkroom\": {\"number\": ";
    private static final String PROMPT = "\"prompt\": ";
    private static final String EXTRA_DATA = "\"extra_data\": ";
    private static final String TARGETS = "\"targets\": ";
    private static final double LARGEST_WHOLE = 1L << 53; // beyond, a double skips whole numbers

    public PromptBody {
        extraData = Collections.unmodifiableMap(new LinkedHashMap<>(extraData));
        targets = List.copyOf(targets);
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /** The client that is told about this prompt. */
    public Optional<String> clientId() {
        return extraData.get("client_id") instanceof String id && !id.isEmpty() ? Optional.of(id) : Optional.empty();
    }

    /**
     * The queue's item of ComfyUI: number, id, prompt, extra data, outputs.
     *
     * @param job the one with this body
     */
    public List<@Nullable Object> item(Job job) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(extraData);
        extra.put("create_time", job.accepted().toEpochMilli());
        List<@Nullable Object> item = new ArrayList<>();
        item.add(shown(job, number.isPresent()));
        item.add(job.id());
        item.add(ApiPrompt.toJson(workflow));
        item.add(extra);
        item.add(targets);
        return item;
    }

    /**
     * {@link #item} as JSON, cut out of the job's body: a queue of a thousand prompts is asked for each time it changes, and
     * reading all of them would take longer than everything else.
     */
    public static String itemText(Job job) {
        String[] lines = job.body().split("\n", 4);
        String extra = member(lines[2], EXTRA_DATA);
        String created = "\"create_time\": " + job.accepted().toEpochMilli();
        return "["
                + JsonText.of(shown(job, lines[0].startsWith(CHOSEN)))
                + ", " + JsonText.of(job.id())
                + ", " + member(lines[1], PROMPT)
                + ", " + extra.substring(0, extra.length() - 1) + (extra.length() > 2 ? ", " : "") + created + "}"
                + ", " + member(lines[3], TARGETS)
                + "]";
    }

    /** The number that clients see: whole from the counter, a fraction if the client chose it. */
    public static Number number(Job job) {
        return shown(job, job.body().startsWith(CHOSEN));
    }

    private static Number shown(Job job, boolean chosen) {
        double number = job.number();
        boolean whole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
        if (chosen || !whole) {
            return number;
        }
        return (long) number;
    }

    private static String member(String line, String name) {
        return line.substring(name.length(), line.length() - 1); // without the comma or brace after it
    }

    /** One line for what is ours, then one for each member of ComfyUI's, so that {@link #itemText} need not read them. */
    public String toJson() {
        Map<String, @Nullable Object> ours = new LinkedHashMap<>();
        number.ifPresent(chosen -> ours.put("number", chosen));
        if (!extensions.isEmpty()) {
            ours.put("extensions", extensions);
        }
        return "{\"darkroom\": " + JsonText.of(ours) + ",\n"
                + PROMPT + ApiPrompt.write(workflow) + ",\n"
                + EXTRA_DATA + JsonText.of(extraData) + ",\n"
                + TARGETS + JsonText.of(targets) + "}";
    }

    /**
     * @throws io.darkroom.format.WorkflowFileException if the text is no such body
     */
    public static PromptBody fromJson(String promptId, String json) {
        String source = "prompt " + promptId;
        JsonPart body = JsonPart.root(source, JsonReader.read(source, json, JsonLimits.standard()));
        JsonPart ours = body.get("darkroom");
        return new PromptBody(
                ApiPrompt.require(source, ApiPrompt.read(body.get("prompt"))),
                body.get("extra_data").object(),
                body.get("targets").items().stream().map(JsonPart::id).toList(),
                ours.get("number").value() instanceof Number chosen
                        ? Optional.of(chosen.doubleValue())
                        : Optional.empty(),
                ours.get("extensions").object());
    }
}
