package io.darkroom.server;

import io.darkroom.server.http.Access;
import io.darkroom.server.http.Refusals;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Transport;
import io.javalin.Javalin;
import java.util.List;

/** A running server. Closing it stops listening and lets what runs be taken up again at the next start. */
public final class Server implements AutoCloseable {
    private final Javalin javalin;

    private Server(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Starts listening; returns when requests are answered. */
    public static Server start(ServerOptions options, Parts parts) {
        List<Routes> routes = List.of();
        ServerOptions.Listening listening = options.listening();
        Javalin javalin = Javalin.create(config -> {
            Transport.apply(config, listening.addresses(), listening.port(), listening.maxUploadBytes());
            Refusals.apply(config);
            Router router = new Router(config.routes, Access.OPEN);
            routes.forEach(group -> group.addTo(router));
        });
        javalin.start();
        return new Server(javalin);
    }

    /** Where it listens; of several addresses the first one's. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
