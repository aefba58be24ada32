package io.darkroom.server.metrics;

import io.darkroom.server.Parts;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}, in Prometheus' text form. What makes that form is loaded when somebody asks, not at the start. */
public final class MetricsRoutes implements Routes {
    private final Tally tally;
    private final Parts parts;
    private final IntSupplier sockets;
    private @Nullable Exposition exposition;

    /**
     * @param sockets how many web sockets are open
     */
    public MetricsRoutes(Tally tally, Parts parts, IntSupplier sockets) {
        this.tally = tally;
        this.parts = parts;
        this.sockets = sockets;
    }

    /** Counts every answer. */
    public void apply(JavalinConfig config) {
        config.requestLogger.http((request, millis) ->
                tally.answer(request.method().name(), route(request), request.statusCode(), Duration.ofNanos((long)
                        (millis * 1e6))));
    }

    @Override
    public void addTo(Router router) {
        router.once(
                HandlerType.GET,
                "/metrics",
                Scope.READ,
                request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(exposition().text()));
    }

    private synchronized Exposition exposition() {
        Exposition made = exposition;
        if (made == null) {
            made = new Exposition(tally, parts, sockets);
            exposition = made;
        }
        return made;
    }

    private static String route(Context request) {
        Endpoint endpoint = request.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }
}
