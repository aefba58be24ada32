package io.darkroom.server.webhook;

import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.HandlerType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows receivers' owners how to check that a message comes from here. */
public record WebhookRoutes(Webhooks webhooks) implements Routes {
    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/darkroom/v1/webhook-key", Scope.ADMIN, request -> {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("key", webhooks.key());
            answer.put("algorithm", "HMAC-SHA-256");
            answer.put("header", "X-Darkroom-Signature");
            answer.put("signed", "the header X-Darkroom-Timestamp, a dot, and the body");
            Bodies.answer(request, answer);
        });
    }
}
