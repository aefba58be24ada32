package io.darkroom.server.webhook;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.queue.Finished;
import io.darkroom.server.event.Message;
import io.darkroom.server.work.RunReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver is told: how the prompt ended, where its pictures are, and the figures of its history. */
final class EndMessage {
    private EndMessage() {}

    static Webhook.Status status(Finished finished) {
        return switch (finished.outcome().kind()) {
            case SUCCEEDED -> Webhook.Status.SUCCESS;
            case FAILED, POISONED -> Webhook.Status.ERROR;
            case CANCELLED -> Webhook.Status.CANCELLED;
        };
    }

    /** @param server where the pictures are shown */
    static Map<String, @Nullable Object> of(Finished finished, String server) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("prompt_id", finished.job().id());
        message.put("status", status(finished).id());
        try {
            Map<String, @Nullable Object> entry = RunReport.historyEntry(finished);
            message.put("outputs", withUrls(entry.get("outputs"), server));
            message.put("error", error(finished).orElse(null));
            message.put("figures", entry.get("darkroom"));
        } catch (WorkflowFileException e) { // the prompt ended all the same, and its receiver waits
            message.put("outputs", Map.of());
            message.put("error", "The history of this prompt cannot be read: " + e.getMessage());
            message.put("figures", Map.of());
        }
        return message;
    }

    /** Somebody deleted its history before the message could be sent. */
    static Map<String, @Nullable Object> ofForgotten(String promptId) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("prompt_id", promptId);
        message.put("status", "forgotten");
        message.put("outputs", Map.of());
        message.put("error", "The prompt is over, but its history was deleted before this message was sent.");
        message.put("figures", Map.of());
        return message;
    }

    private static Optional<String> error(Finished finished) {
        return switch (finished.outcome().kind()) {
            case SUCCEEDED -> Optional.empty();
            case CANCELLED -> Optional.of("The prompt was cancelled.");
            case FAILED, POISONED ->
                RunReport.of(finished)
                        .end()
                        .map(Message.Event::data)
                        .map(data ->
                                String.valueOf(data.get("exception_message")).strip());
        };
    }

    /** Adds to each file the address where it is shown. */
    private static @Nullable Object withUrls(@Nullable Object value, String server) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(item -> changed.add(withUrls(item, server)));
            return changed;
        }
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        members.forEach((name, member) -> changed.put(String.valueOf(name), withUrls(member, server)));
        if (members.get("filename") instanceof String filename && members.get("type") instanceof String type) {
            String subfolder = members.get("subfolder") instanceof String text ? text : "";
            changed.put(
                    "url",
                    server + "/view?filename=" + encoded(filename) + "&subfolder=" + encoded(subfolder) + "&type="
                            + encoded(type));
        }
        return changed;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
