package io.darkroom.server.system;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.event.Audience;
import io.darkroom.server.event.Message;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /internal/logs}: the log's latest lines, and further ones as events. Closing it ends the events. */
public final class LogRoutes implements Routes, AutoCloseable {
    private static final int MOST_SUBSCRIBERS = 100;

    private final LogBook log;
    private final Announcer announcer;
    private final Set<Audience> subscribers = new LinkedHashSet<>();
    private final Runnable end;

    public LogRoutes(LogBook log, Announcer announcer) {
        this.log = log;
        this.announcer = announcer;
        this.end = log.listen(this::tell);
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/internal/logs", Scope.ADMIN, this::text);
        router.once(
                HandlerType.GET,
                "/internal/logs/raw",
                Scope.ADMIN,
                request -> Bodies.answer(request, lines(log.lines())));
        router.once(HandlerType.PATCH, "/internal/logs/subscribe", Scope.ADMIN, this::subscribe);
    }

    private void text(Context request) {
        StringBuilder text = new StringBuilder();
        log.lines().forEach(line -> text.append(line.time()).append(" - ").append(line.text()));
        Bodies.answer(request, text.toString());
    }

    private void subscribe(Context request) {
        JsonPart body = Bodies.json(request);
        String id = body.get("clientId")
                .text()
                .orElseThrow(() -> body.get("clientId").refuse("it must be the client's id, a text."));
        Audience client = Audience.client(Router.principal(request).owner(), id);
        if (!(body.get("enabled").value() instanceof Boolean enabled)) {
            throw body.get("enabled").refuse("it must be true or false.");
        }
        synchronized (subscribers) {
            if (!enabled) {
                subscribers.remove(client);
            } else if (subscribers.size() < MOST_SUBSCRIBERS || subscribers.contains(client)) {
                subscribers.add(client);
            } else {
                throw new HttpProblem(
                        429,
                        "too_many_subscribers",
                        MOST_SUBSCRIBERS + " clients follow the log already; let one of them stop.",
                        "");
            }
        }
    }

    private void tell(LogBook.Line line) {
        List<Audience> clients;
        synchronized (subscribers) {
            clients = List.copyOf(subscribers);
        }
        clients.forEach(client -> announcer.tell(client, new Message.Event("logs", lines(List.of(line)))));
    }

    /** As ComfyUI's front end reads them; there is no terminal whose size would matter. */
    private static Map<String, @Nullable Object> lines(List<LogBook.Line> lines) {
        List<Object> entries = new ArrayList<>();
        for (LogBook.Line line : lines) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("t", line.time().toString());
            entry.put("m", line.text());
            entries.add(entry);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entries", entries);
        json.put("size", Map.of("cols", 80, "rows", 24));
        return json;
    }

    @Override
    public void close() {
        end.run();
    }
}
