package io.darkroom.server.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told about one prompt: the client that sent it. Of a prompt that came without a client, all clients of its owner
 * hear how far it is, and nothing else.
 */
public record PromptAudience(Announcer announcer, String owner, Optional<String> clientId) {
    /** Tells the client itself, if there is one. */
    void tellOwn(Message message) {
        clientId.ifPresent(id -> announcer.tell(Audience.client(owner, id), message));
    }

    /** Tells whoever may watch. */
    void tellWatching(Message message) {
        announcer.tell(clientId.map(id -> Audience.client(owner, id)).orElseGet(() -> Audience.owner(owner)), message);
    }

    /** Says that the prompt is over; its history is on disk. */
    public void tellOver(String promptId) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("node", null);
        data.put("prompt_id", promptId);
        tellOwn(new Message.Event("executing", data));
    }

    /** Tells how the prompt ended. */
    public void tellEnd(Message.Event end) {
        if (end.type().equals(Endings.INTERRUPTED)) {
            tellWatching(end);
        } else {
            tellOwn(end);
        }
    }
}
