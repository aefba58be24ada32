package io.darkroom.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;

/**
 * Registers routes and remembers them. ComfyUI's routes exist twice, as written and under {@code /api}; what starts with
 * {@code /internal}, {@code /darkroom} or names a page exists once.
 */
public final class Router {
    private static final String PRINCIPAL = "darkroom.principal";

    private final RoutesConfig target;
    private final Access access;
    private final List<Route> routes = new ArrayList<>();

    /**
     * A registered route.
     *
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

    /** All routes so far, in the order in which they were added. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Who asks; only inside a handler of a route. */
    public static Principal principal(Context request) {
        Principal principal = request.attribute(PRINCIPAL);
        if (principal == null) {
            throw new IllegalStateException("Route " + request.path() + " was not registered with a Router.");
        }
        return principal;
    }

    private void both(HandlerType method, String path, Scope scope, Handler handler) {
        add(method, path, scope, handler);
        add(method, "/api" + path, scope, handler);
    }

    private void add(HandlerType method, String path, Scope scope, Handler handler) {
        routes.add(new Route(method.name(), path, scope));
        target.addHttpHandler(method, path, request -> {
            Principal principal = scope == Scope.NONE ? Principal.LOCAL : access.principal(request);
            if (!principal.may(scope)) {
                throw HttpProblem.forbidden("This needs a token with the scope \""
                        + scope.name().toLowerCase(java.util.Locale.ROOT) + "\"; yours has \""
                        + principal.scope().name().toLowerCase(java.util.Locale.ROOT) + "\".");
            }
            request.attribute(PRINCIPAL, principal);
            handler.handle(request);
        });
    }
}
