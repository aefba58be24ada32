package io.darkroom.server.webhook;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Job;
import io.darkroom.server.prompt.PromptExtension;
import io.darkroom.server.prompt.ReadyPrompt;
import io.javalin.http.Context;
import java.util.Optional;

/** Reads whom a posted prompt wants to be told, and promises it when the prompt is accepted. */
public record WebhookExtension(Webhooks webhooks) implements PromptExtension {
    @Override
    public Optional<Plan> plan(JsonPart envelope, ReadyPrompt prompt) {
        JsonPart asked = envelope.get("webhook");
        if (asked.isAbsent()) {
            return Optional.empty();
        }
        Webhook webhook = Webhook.read(asked);
        return Optional.of(new Plan() {
            @Override
            public void accepted(Job job, Context request) {
                webhooks.promise(job.id(), webhook, request.scheme() + "://" + request.host());
            }
        });
    }
}
