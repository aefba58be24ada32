package io.darkroom.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers routes and remembers them. ComfyUI's routes exist twice, as written and under {@code /api}; what starts with
 * {@code /internal}, {@code /darkroom} or names a page exists once.
 */
public final class Router {
    /** The method under which a web socket is remembered. */
    public static final String SOCKET = "WS";

    private static final String TWIN = "/api";
    private static final String PRINCIPAL = "darkroom.principal";

    private final RoutesConfig target;
    private final Access access;
    private final List<Route> routes = new ArrayList<>();

    /**
     * A registered route.
     *
     * @param method of HTTP, or {@link #SOCKET}
     * @param path as Javalin writes it, with {@code {name}} for parameters
     */
    public record Route(String method, String path, Scope scope) {}

    public Router(RoutesConfig target, Access access) {
        this.target = target;
        this.access = access;
    }

    public void get(String path, Scope scope, Handler handler) {
        both(HandlerType.GET, path, scope, handler);
    }

    public void post(String path, Scope scope, Handler handler) {
        both(HandlerType.POST, path, scope, handler);
    }

    public void put(String path, Scope scope, Handler handler) {
        both(HandlerType.PUT, path, scope, handler);
    }

    public void patch(String path, Scope scope, Handler handler) {
        both(HandlerType.PATCH, path, scope, handler);
    }

    public void delete(String path, Scope scope, Handler handler) {
        both(HandlerType.DELETE, path, scope, handler);
    }

    /** A route that has no twin under {@code /api}. */
    public void once(HandlerType method, String path, Scope scope, Handler handler) {
        add(method, path, scope, handler);
    }

    /**
     * A web socket, and its twin. Who asks is settled before the upgrade: a refusal is an answer of HTTP.
     *
     * @param arriving is called before the upgrade, while the client does not know yet that it is connected; what it keeps
     *     as an attribute of the request is one of the socket
     */
    public void socket(String path, Scope scope, Handler arriving, Consumer<WsConfig> socket) {
        for (String each : List.of(path, TWIN + path)) {
            routes.add(new Route(SOCKET, each, scope));
            target.wsBeforeUpgrade(each, request -> {
                admit(request, scope);
                arriving.handle(request);
            });
            target.ws(each, socket);
        }
    }

    /** All routes so far, in the order in which they were added. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Who asks; only inside a handler of a route. */
    public static Principal principal(Context request) {
        return known(request.attribute(PRINCIPAL), request.path());
    }

    /** Who opened the socket; only inside the callbacks of one. */
    public static Principal principal(WsContext socket) {
        return known(socket.attribute(PRINCIPAL), "of the web socket");
    }

    private static Principal known(@Nullable Principal principal, String path) {
        if (principal == null) {
            throw new IllegalStateException("Route " + path + " was not registered with a Router.");
        }
        return principal;
    }

    private void both(HandlerType method, String path, Scope scope, Handler handler) {
        add(method, path, scope, handler);
        add(method, TWIN + path, scope, handler);
    }

    private void add(HandlerType method, String path, Scope scope, Handler handler) {
        routes.add(new Route(method.name(), path, scope));
        Handler admitted = request -> {
            admit(request, scope);
            handler.handle(request);
        };
        target.addHttpHandler(method, path, admitted);
        if (method.equals(HandlerType.GET)) {
            target.addHttpHandler(HandlerType.HEAD, path, admitted); // else Javalin says 200 to whatever is asked
        }
    }

    private void admit(Context request, Scope wanted) {
        Principal principal = wanted == Scope.NONE ? Principal.NOBODY : access.principal(request);
        if (!principal.may(wanted)) {
            throw HttpProblem.forbidden("This needs a token with the scope \"" + wanted.word() + "\"; yours has \""
                    + principal.scope().word() + "\".");
        }
        request.attribute(PRINCIPAL, principal);
    }
}
