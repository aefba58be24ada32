package io.darkroom.server.access;

import io.darkroom.queue.Store;
import io.darkroom.queue.sqlite.SqliteStore;
import io.darkroom.queue.sqlite.StoreOptions;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.ServerOptions.Listening;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Refusals;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Scope;
import io.darkroom.server.http.Transport;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A server with the doors of the real one and next to nothing behind them: a route for each scope, a page, a socket. */
final class Porch implements AutoCloseable {
    private final Store store;
    private final Javalin javalin;

    private Porch(Store store, Javalin javalin) {
        this.store = store;
        this.javalin = javalin;
    }

    static Porch open(Path folder, Listening listening) {
        return open(folder, ServerOptions.defaults().withListening(listening), InstantSource.system());
    }

    static Porch open(Path folder, ServerOptions options, InstantSource clock) {
        return open(folder, options, clock, 512);
    }

    static Porch open(Path folder, ServerOptions options, InstantSource clock, int mostSockets) {
        Store store = SqliteStore.open(folder.resolve("darkroom.db"), StoreOptions.defaults());
        try {
            Doors doors = Doors.of(options, store, clock, mostSockets);
            Javalin javalin = Javalin.create(config -> {
                doors.apply(config);
                Transport.apply(config, options.listening().maxUploadBytes());
                Refusals.apply(config);
                Router router = new Router(config.routes, doors.access());
                doors.routes().addTo(router);
                for (Scope scope : Scope.values()) {
                    router.get(
                            "/" + scope.word(),
                            scope,
                            request -> Bodies.answer(
                                    request,
                                    Map.of("owner", Router.principal(request).owner())));
                    router.post(
                            "/" + scope.word(),
                            scope,
                            request -> Bodies.answer(request, Map.of("bytes", request.bodyAsBytes().length)));
                }
                router.once(HandlerType.GET, "/", Scope.READ, request -> request.html("<p>a page</p>"));
                router.get("/view", Scope.READ, request -> request.result("a file"));
                router.socket(
                        "/ws",
                        Scope.RUN,
                        request -> {},
                        socket -> socket.onMessage(message ->
                                message.send(Router.principal(message).owner())));
            });
            return new Porch(store, javalin.start());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    int port() {
        return javalin.port();
    }

    RawHttp http() {
        return RawHttp.to(port());
    }

    @Override
    public void close() {
        javalin.stop();
        store.close();
    }
}
