package io.darkroom.server;

import io.darkroom.server.http.Access;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
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
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = options.listening().maxUploadBytes();
            Router router = new Router(config.routes, Access.OPEN);
            routes.forEach(group -> group.addTo(router));
            config.routes.exception(HttpProblem.class, (problem, request) -> {
                request.status(problem.status());
                Bodies.answer(request, problem.toJson());
            });
        });
        javalin.start(
                options.listening().addresses().get(0), options.listening().port());
        return new Server(javalin);
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
