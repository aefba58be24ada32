package io.darkroom.server.work;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Outcome;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.Message;
import io.darkroom.server.prompt.PromptBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the history keeps of a prompt that is over: the report of its {@link Outcome}.
 *
 * @param outputs what clients are shown, by node id
 * @param messages the events of its life that ComfyUI keeps; the last tells how it ended
 * @param meta whom each output belongs to, by node id
 * @param figures what we keep beyond ComfyUI: nodes with their times, models with their hashes, warnings
 */
public record RunReport(
        Map<String, @Nullable Object> outputs,
        List<Message.Event> messages,
        Map<String, @Nullable Object> meta,
        Map<String, @Nullable Object> figures) {
    private static final String FIGURES = "darkroom";

    public RunReport {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        messages = List.copyOf(messages);
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** Of a prompt that shows nothing. */
    static RunReport of(List<Message.Event> messages) {
        return new RunReport(Map.of(), messages, Map.of(), Map.of());
    }

    /** Of a prompt that is taken away while it waits; what {@link io.darkroom.queue.JobQueue#cancel} is given. */
    public static RunReport neverRan(String promptId, Instant now) {
        return of(List.of(Endings.neverRan(promptId, now.toEpochMilli())));
    }

    /**
     * Of a prompt of the past. What the queue itself ended, because it killed the process, is put into the form of a failure.
     *
     * @throws WorkflowFileException if the report is damaged
     */
    public static RunReport of(Finished finished) {
        String promptId = finished.job().id();
        if (finished.outcome().report().isBlank()) {
            return of(List.of(setAside(finished)));
        }
        String source = "history of prompt " + promptId;
        JsonPart json =
                JsonPart.root(source, JsonReader.read(source, finished.outcome().report(), JsonLimits.standard()));
        List<Message.Event> messages = new ArrayList<>();
        for (JsonPart message : json.get("status").get("messages").items()) {
            List<JsonPart> pair = message.items();
            messages.add(new Message.Event(pair.get(0).id(), pair.get(1).object()));
        }
        return new RunReport(
                json.get("outputs").object(),
                messages,
                json.get("meta").object(),
                json.get(FIGURES).object());
    }

    /** As the store keeps it. */
    public String toJson() {
        Map<String, @Nullable Object> json = members();
        json.put(FIGURES, figures);
        return JsonText.of(json);
    }

    /**
     * The entry of {@code GET /history}, with what we know beyond ComfyUI under {@code darkroom}.
     *
     * @throws WorkflowFileException if what the store keeps is damaged
     */
    public static Map<String, @Nullable Object> historyEntry(Finished finished) {
        RunReport report = of(finished);
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put(
                "prompt",
                PromptBody.fromJson(finished.job().id(), finished.job().body()).item(finished.job()));
        entry.putAll(report.members());
        entry.put(FIGURES, report.told(finished));
        return entry;
    }

    /** The events that tell how it ended; empty if it is not known. */
    public Optional<Message.Event> end() {
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(messages.size() - 1));
    }

    private Map<String, @Nullable Object> members() {
        boolean succeeded =
                end().map(end -> end.type().equals(Endings.SUCCEEDED)).orElse(false);
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("status_str", succeeded ? "success" : "error");
        status.put("completed", succeeded);
        status.put(
                "messages",
                messages.stream()
                        .map(message -> List.of(message.type(), message.data()))
                        .toList());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outputs", outputs);
        json.put("status", status);
        json.put("meta", meta);
        return json;
    }

    private Map<String, @Nullable Object> told(Finished finished) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("outcome", finished.outcome().kind().name().toLowerCase(Locale.ROOT));
        told.put("accepted", finished.job().accepted().toEpochMilli());
        told.put("started", finished.started().map(Instant::toEpochMilli).orElse(null));
        told.put("ended", finished.ended().toEpochMilli());
        told.put("attempts", finished.job().attempts());
        told.put("remarks", finished.remarks());
        told.putAll(figures);
        return told;
    }

    private static Message.Event setAside(Finished finished) {
        String reason = finished.remarks().isEmpty()
                ? "This prompt was ended by the queue."
                : String.join(" ", finished.remarks());
        return finished.outcome().kind() == Outcome.Kind.CANCELLED
                ? Endings.neverRan(finished.job().id(), finished.ended().toEpochMilli())
                : Endings.failed(
                        finished.job().id(),
                        Optional.empty(),
                        reason,
                        finished.outcome().kind().name(),
                        finished.ended().toEpochMilli());
    }
}
