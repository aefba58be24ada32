package io.darkroom.server.prompt;

import io.darkroom.queue.Draft;

/** A prompt that has been checked and can be accepted. */
public record ReadyPrompt(String id, String owner, Draft.Place place, PromptBody body) {
    /** The same prompt with another body. */
    public ReadyPrompt with(PromptBody changed) {
        return new ReadyPrompt(id, owner, place, changed);
    }

    /** As the queue takes it. */
    public Draft draft() {
        return new Draft(id, owner, place, body.toJson());
    }
}
