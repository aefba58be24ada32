package io.darkroom.server.webhook;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Deliveries.Delivery;
import io.darkroom.server.http.HttpProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of a prompt's end.
 *
 * @param url http or https
 * @param secret the key of the signature, instead of the server's own
 * @param statuses the endings to tell of
 */
public record Webhook(URI url, Optional<String> secret, Set<Status> statuses) {
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_SECRET = 512;
    private static final Set<String> MEMBERS = Set.of("url", "secret", "events");

    /** How a prompt ended, as messages say it. */
    public enum Status {
        SUCCESS,
        ERROR,
        CANCELLED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Webhook {
        statuses = Set.copyOf(statuses);
    }

    /**
     * Reads {@code "webhook"} of a request: an address, or an object with {@code url}, {@code secret} and {@code events}.
     *
     * @throws HttpProblem 400 if it is neither
     */
    public static Webhook read(JsonPart webhook) {
        if (webhook.value() instanceof String) {
            return new Webhook(url(webhook), Optional.empty(), EnumSet.allOf(Status.class));
        }
        if (!(webhook.value() instanceof Map<?, ?> members)) {
            throw refuse(
                    webhook,
                    "it must be an address (a text) or an object with \"url\", but it is " + webhook.describe() + ".");
        }
        for (Object name : members.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw refuse(
                        webhook.get(String.valueOf(name)),
                        "there is no such member; it may have \"url\", \"secret\" and \"events\".");
            }
        }
        return new Webhook(url(webhook.get("url")), secret(webhook.get("secret")), statuses(webhook.get("events")));
    }

    private static URI url(JsonPart part) {
        String text = part.text()
                .orElseThrow(() -> refuse(part, "an address (a text) is needed, but it is " + part.describe() + "."));
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw refuse(part, part.describe() + " is no address: " + e.getReason() + ".");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refuse(part, part.describe() + " does not begin with http:// or https://.");
        }
        if (url.getHost() == null || url.getPort() > 0xFFFF || text.length() > LONGEST_URL) {
            throw refuse(
                    part,
                    part.describe() + " must name a host, a port up to 65535 if any, and be at most " + LONGEST_URL
                            + " letters long.");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refuse(
                    part,
                    "the address holds a password or a fragment (#); leave them out. Messages are signed with"
                            + " \"secret\".");
        }
        return url;
    }

    private static Optional<String> secret(JsonPart part) {
        if (part.isAbsent()) {
            return Optional.empty();
        }
        Optional<String> secret = part.text().filter(text -> !text.isEmpty() && text.length() <= LONGEST_SECRET);
        if (secret.isEmpty()) {
            throw refuse(
                    part, "it must be a text of 1 to " + LONGEST_SECRET + " letters."); // its value is not repeated
        }
        return secret;
    }

    private static Set<Status> statuses(JsonPart part) {
        if (part.isAbsent()) {
            return EnumSet.allOf(Status.class);
        }
        if (!(part.value() instanceof java.util.List<?> list) || list.isEmpty()) {
            throw refuse(
                    part,
                    "it must be a list of \"success\", \"error\" and \"cancelled\", but it is " + part.describe()
                            + ".");
        }
        Set<Status> statuses = EnumSet.noneOf(Status.class);
        for (JsonPart item : part.items()) {
            statuses.add(EnumSet.allOf(Status.class).stream()
                    .filter(status -> status.id().equals(item.value()))
                    .findFirst()
                    .orElseThrow(() ->
                            refuse(item, item.describe() + " is none of \"success\", \"error\" and \"cancelled\".")));
        }
        return statuses;
    }

    private static HttpProblem refuse(JsonPart part, String problem) {
        return HttpProblem.badRequest("invalid_webhook", "Webhook: " + problem, part.pointer());
    }

    /** Where it goes, without the path: some services put a password there. */
    static String site(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** What is kept until the prompt is over. It is gone with the message's delivery. */
    String toMessage(String server) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("secret", secret.orElse(null));
        json.put("events", statuses.stream().map(Status::id).toList());
        json.put("server", server);
        return JsonText.of(json);
    }

    /**
     * What was kept.
     *
     * @param server the address under which its client knows this server
     */
    record Kept(Webhook webhook, String server) {
        static Kept of(Delivery delivery) {
            String source = "webhook " + delivery.id();
            JsonPart json = JsonPart.root(source, JsonReader.read(source, delivery.message(), JsonLimits.standard()));
            return new Kept(
                    new Webhook(
                            URI.create(delivery.target()), secret(json.get("secret")), statuses(json.get("events"))),
                    json.get("server").id());
        }
    }
}
