package io.darkroom.server.access;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Logging in and out: a browser swaps its token for a session once, which its scripts cannot read. */
final class SessionRoutes implements Routes {
    private static final String PATH = "/darkroom/v1/session";

    private final Optional<TokenAccess> access;
    private final Sessions sessions;

    /**
     * @param access empty on a server without tokens, where everybody is logged in
     */
    SessionRoutes(Optional<TokenAccess> access, Sessions sessions) {
        this.access = access;
        this.sessions = sessions;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, PATH, Scope.READ, request -> answer(request, Router.principal(request)));
        router.once(HandlerType.POST, PATH, Scope.NONE, this::open);
        router.once(HandlerType.DELETE, PATH, Scope.NONE, request -> {
            request.cookie(cookie(request, "", 0));
            request.status(204);
        });
    }

    /** Cookies reach all ports of a machine; two servers on it must not take each other's. */
    static String cookieName(Context request) {
        return "darkroom-session-" + request.req().getLocalPort();
    }

    private void open(Context request) {
        boolean form = request.isFormUrlencoded() && request.formParam("token") != null;
        String secret = form ? String.valueOf(request.formParam("token")).strip() : secret(Bodies.json(request));
        Principal principal = Principal.LOCAL;
        if (access.isPresent()) {
            Token token = access.get().token(request, secret);
            principal = token.principal();
            request.cookie(cookie(request, sessions.open(token), (int) Sessions.LENGTH.toSeconds()));
        }
        if (form) {
            request.status(303).header("Location", LoginPage.backTo(request.formParam("next")));
        } else {
            answer(request, principal);
        }
    }

    private static String secret(JsonPart body) {
        return body.get("token")
                .text()
                .orElseThrow(() -> HttpProblem.badRequest(
                        "invalid_request",
                        "A session needs {\"token\": \"...\"}; \"token\" is "
                                + body.get("token").describe() + ".",
                        "/token"));
    }

    private static void answer(Context request, Principal principal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("owner", principal.owner());
        json.put("scope", principal.scope().word());
        Bodies.answer(request, json);
    }

    private static Cookie cookie(Context request, String value, int seconds) {
        Cookie cookie = new Cookie(cookieName(request), value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setSecure(request.req().isSecure());
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }
}
