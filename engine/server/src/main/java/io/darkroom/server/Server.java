package io.darkroom.server;

import io.darkroom.server.access.Doors;
import io.darkroom.server.health.HealthRoutes;
import io.darkroom.server.http.Refusals;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Transport;
import io.darkroom.server.metrics.MetricsRoutes;
import io.darkroom.server.openapi.OpenApiRoutes;
import io.darkroom.server.socket.Hub;
import io.darkroom.server.socket.SocketRoutes;
import io.darkroom.server.sweep.SweepRoutes;
import io.darkroom.server.sweep.Sweeps;
import io.darkroom.server.system.LogRoutes;
import io.darkroom.server.webhook.WebhookExtension;
import io.darkroom.server.webhook.WebhookRoutes;
import io.darkroom.server.webhook.Webhooks;
import io.darkroom.server.work.Workers;
import io.javalin.Javalin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A running server. Closing it stops listening and lets what runs be taken up again at the next start. */
public final class Server implements AutoCloseable {
    /** Addresses that mean all interfaces of a machine, and that no browser can call. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private final Javalin javalin;
    private final Runnable end;
    private final ServerOptions.Listening listening;
    private final List<Router.Route> routes;

    /** @param end stops what works behind the routes */
    private Server(Javalin javalin, Runnable end, ServerOptions.Listening listening, List<Router.Route> routes) {
        this.javalin = javalin;
        this.end = end;
        this.listening = listening;
        this.routes = routes;
    }

    /**
     * Starts listening; returns when requests are answered.
     *
     * @throws CannotStartException if it is told something wrong, or the port is in use
     */
    public static Server start(ServerOptions options, Parts parts) {
        Doors doors = Doors.of(options, parts.store(), parts.clock());
        Hub hub = new Hub(parts.clock());
        Sweeps sweeps = new Sweeps(parts, hub);
        Webhooks webhooks = Webhooks.start(parts.store(), parts.clock());
        Workers workers = new Workers(parts, options, List.of(sweeps.specialist()), hub);
        LogRoutes log = new LogRoutes(parts.log(), hub);
        MetricsRoutes metrics = new MetricsRoutes(workers.tally(), parts, hub::connected);
        List<Routes> routes = new ArrayList<>(List.of(
                doors.routes(),
                new SocketRoutes(hub, workers, parts.store().queue(), options),
                log,
                new HealthRoutes(workers, parts.store(), parts.folders()),
                metrics,
                new SweepRoutes(parts.store(), sweeps),
                new WebhookRoutes(webhooks),
                new OpenApiRoutes(parts.catalogue())));
        routes.addAll(PromptGroups.of(options, parts, workers, List.of(sweeps, new WebhookExtension(webhooks))));
        routes.addAll(FileGroups.of(options, parts));
        routes.add(FileGroups.pages(options, parts)); // last: they take what is left
        List<Router.Route> registered = new ArrayList<>();
        Javalin javalin = Javalin.create(config -> {
            doors.apply(config);
            Transport.apply(config, options.listening().maxUploadBytes());
            Refusals.apply(config);
            Router router = new Router(config.routes, doors.access());
            metrics.apply(config);
            routes.forEach(group -> group.addTo(router));
            registered.addAll(router.routes());
        });
        Runnable end = () -> {
            workers.close();
            sweeps.close();
            webhooks.close();
            log.close();
            hub.close();
        };
        Server server = new Server(javalin, end, options.listening(), List.copyOf(registered));
        try {
            javalin.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        workers.start();
        return server;
    }

    /** Where it listens; of several addresses the first one's. */
    public int port() {
        return javalin.port();
    }

    /** All routes, with their twins. */
    public List<Router.Route> routes() {
        return routes;
    }

    /** What to type into a browser on this machine. */
    public URI address() {
        String first = listening.addresses().get(0);
        String host = EVERYWHERE.contains(first) ? "127.0.0.1" : first.contains(":") ? "[" + first + "]" : first;
        return URI.create((listening.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port());
    }

    @Override
    public void close() {
        end.run();
        javalin.stop();
    }
}
