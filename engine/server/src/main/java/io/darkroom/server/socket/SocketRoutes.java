package io.darkroom.server.socket;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.JobQueue;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.event.Audience;
import io.darkroom.server.event.QueueStatus;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.Foreman;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The web socket of ComfyUI's clients (comfyui-contract.md, 8), with numbers for those who want none of it to get lost. */
public final class SocketRoutes implements Routes {
    private static final String EXPECTED = "darkroom.expected";
    private static final String VISIT = "darkroom.visit";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(75); // three pings
    private static final int LONGEST_TEXT = 64 << 10; // all that clients say is which features they know
    private static final int LONGEST_ID = 200;
    private static final int BAD_REQUEST = 1008; // RFC 6455, 7.4.1: policy violation

    private final Hub hub;
    private final Foreman foreman;
    private final JobQueue queue;
    private final ServerOptions options;

    public SocketRoutes(Hub hub, Foreman foreman, JobQueue queue, ServerOptions options) {
        this.hub = hub;
        this.foreman = foreman;
        this.queue = queue;
        this.options = options;
    }

    /**
     * A client whose socket is about to open.
     *
     * @param number of the latest letter before
     * @param running its prompts that ran before; of those that begin later it hears from their beginning
     */
    private record Expected(Audience.Client client, Optional<Since> since, long number, Set<String> running) {}

    /** A client while its socket is open. */
    private record Visit(Audience.Client client, Connection connection) {}

    @Override
    public void addTo(Router router) {
        router.socket("/ws", Scope.READ, this::arriving, this::configure);
    }

    private void configure(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(this::told);
        socket.onClose(this::gone);
        socket.onError(this::gone);
    }

    private void arriving(Context request) {
        String asked = request.queryParam("clientId");
        if (asked != null && asked.length() > LONGEST_ID) {
            return; // told when the socket is open, in a form that clients in browsers see
        }
        String clientId =
                asked == null || asked.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : asked;
        Audience.Client client = new Audience.Client(Router.principal(request).owner(), clientId);
        Optional<Since> since = Since.of(request.queryParam("since"));
        Set<String> running = running(client).map(Foreman.Running::promptId).collect(Collectors.toUnmodifiableSet());
        request.attribute(EXPECTED, new Expected(client, since, hub.expect(client), running));
    }

    private void connected(WsConnectContext socket) {
        socket.session.setIdleTimeout(LONGEST_SILENCE);
        socket.session.setMaxTextMessageSize(LONGEST_TEXT);
        socket.session.setMaxBinaryMessageSize(LONGEST_TEXT);
        Expected expected = socket.attribute(EXPECTED);
        if (expected == null) {
            socket.closeSession(BAD_REQUEST, "clientId has more than " + LONGEST_ID + " characters.");
            return;
        }
        Hub.Arrival arrival = hub.connect(expected.client(), expected.number(), expected.since(), socket.session);
        socket.attribute(VISIT, new Visit(expected.client(), arrival.connection()));
        arrival.connection().release(greeting(expected, arrival));
    }

    /** What a client is told at once: how the queue is, and what it missed or what runs. */
    private List<Letter> greeting(Expected expected, Hub.Arrival arrival) {
        List<Letter> letters = new ArrayList<>();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", QueueStatus.state(queue.count().unfinished()));
        status.put("sid", expected.client().id());
        List<Foreman.Snapshot> running = running(expected.client())
                .flatMap(prompt -> foreman.snapshot(prompt.promptId()).stream())
                .toList();
        if (expected.since().isEmpty()) {
            letters.add(letter(event("status", status)));
            running.stream()
                    .filter(prompt -> expected.running().contains(prompt.promptId()))
                    .forEach(prompt -> letters.add(letter(event("executing", executing(prompt)))));
            arrival.missed().ifPresent(letters::addAll);
            return letters;
        }
        Map<String, Object> numbered = new LinkedHashMap<>();
        numbered.put("seq", arrival.begun());
        numbered.put("epoch", hub.epoch());
        numbered.putAll(event("status", status));
        letters.add(letter(numbered));
        if (arrival.missed().isPresent()) {
            letters.addAll(arrival.missed().get());
        } else {
            Map<String, Object> snapshot = new LinkedHashMap<>();
            snapshot.put("seq", arrival.number());
            snapshot.putAll(event("snapshot", snapshot(running)));
            letters.add(letter(snapshot));
            arrival.preview()
                    .filter(preview -> running.stream().anyMatch(prompt -> isOf(preview, prompt.promptId())))
                    .ifPresent(letters::add);
        }
        return letters;
    }

    private static boolean isOf(Letter preview, String promptId) {
        return preview.frame().subject().orElse("").startsWith(Frame.previewOf(promptId));
    }

    private Stream<Foreman.Running> running(Audience.Client client) {
        return foreman.running().stream()
                .filter(prompt -> prompt.owner().equals(client.owner())
                        && prompt.clientId().filter(client.id()::equals).isPresent());
    }

    private static Map<String, @Nullable Object> executing(Foreman.Snapshot prompt) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("node", prompt.node().orElse(null));
        data.put("prompt_id", prompt.promptId());
        return data;
    }

    private Map<String, Object> snapshot(List<Foreman.Snapshot> running) {
        JobQueue.Count count = queue.count();
        List<Map<String, @Nullable Object>> prompts = new ArrayList<>();
        for (Foreman.Snapshot prompt : running) {
            Map<String, @Nullable Object> each = executing(prompt);
            each.put("progress", prompt.progress());
            prompts.add(each);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("running", prompts);
        data.put("queue", Map.of("running", count.running(), "pending", count.pending()));
        return data;
    }

    private void told(WsMessageContext message) {
        Visit visit = message.attribute(VISIT);
        if (visit == null || !visit.connection().speaksFirst()) {
            return; // only the first word counts, as in ComfyUI
        }
        JsonPart said;
        try {
            said = JsonPart.root("message", JsonReader.read("message", message.message(), JsonLimits.standard()));
        } catch (WorkflowFileException e) {
            return; // nor does ComfyUI answer what it cannot read
        }
        if (!said.get("type").text().equals(Optional.of("feature_flags"))) {
            return;
        }
        JsonPart flags = said.get("data");
        if (Boolean.TRUE.equals(flags.get(FeatureFlags.PREVIEW_METADATA).value())) {
            visit.connection().wantMetadata();
        }
        Map<String, Object> answer = event("feature_flags", FeatureFlags.of(options));
        if (Boolean.TRUE.equals(flags.get(FeatureFlags.SEQUENCE_NUMBERS).value())) {
            hub.number(visit.connection(), number -> {
                Map<String, Object> numbered = new LinkedHashMap<>();
                numbered.put("seq", number);
                numbered.put("epoch", hub.epoch());
                numbered.putAll(answer);
                return frame(numbered);
            });
        } else {
            visit.connection().offer(letter(answer));
        }
    }

    private void gone(WsContext socket) {
        Visit visit = socket.attribute(VISIT);
        if (visit != null) {
            hub.disconnect(visit.client(), visit.connection());
        }
    }

    private static Map<String, Object> event(String type, Map<String, ? extends @Nullable Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("data", data);
        return event;
    }

    /** Without a number of its own: it is for this one socket. */
    private static Letter letter(Map<String, Object> event) {
        return new Letter(0, frame(event));
    }

    private static Frame frame(Map<String, Object> event) {
        return new Frame(new Frame.Json(JsonText.of(event)), Frame.Weight.LASTING, Optional.empty());
    }
}
