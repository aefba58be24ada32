package io.darkroom.server.access;

import io.darkroom.server.http.Access;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows clients by their tokens: scripts send one with each request, browsers a session, and web sockets, which cannot set
 * headers, may have it in their address. Safe for concurrent use.
 */
final class TokenAccess implements Access {
    private static final String BEARER = "bearer ";

    private final Tokens tokens;
    private final Sessions sessions;
    private final Attempts attempts;

    TokenAccess(Tokens tokens, Sessions sessions, Attempts attempts) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @Override
    public Principal principal(Context request) {
        Optional<String> shown = shown(request);
        if (shown.isPresent()) {
            return token(request, shown.get()).principal();
        }
        return Optional.ofNullable(request.cookie(SessionRoutes.cookieName(request)))
                .flatMap(sessions::tokenId)
                .flatMap(tokens::byId)
                .map(Token::principal)
                .orElseThrow(() -> unknown(
                        request,
                        "This server needs a token. Send it as \"Authorization: Bearer ...\", or log in with a"
                                + " browser at /."));
    }

    /**
     * The token with a secret that a client showed.
     *
     * @throws HttpProblem 401 if there is none; 429 if the client guessed too often
     */
    Token token(Context request, String secret) {
        String address = request.ip();
        Duration pause = attempts.pause(address);
        if (!pause.isZero()) {
            long seconds = pause.toSeconds() + 1;
            request.header("Retry-After", Long.toString(seconds));
            throw new HttpProblem(
                    429,
                    "too_many_attempts",
                    "Too many wrong tokens came from " + address + "; try again in " + seconds + " s.",
                    "");
        }
        Optional<Token> token = tokens.find(secret);
        if (token.isEmpty()) {
            attempts.failed(address);
            throw unknown(request, "This token is not known here; whoever runs the server can make one.");
        }
        attempts.succeeded(address);
        return token.get();
    }

    private static Optional<String> shown(Context request) {
        String header = request.header("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return "websocket".equalsIgnoreCase(request.header("Upgrade"))
                ? Optional.ofNullable(request.queryParam("token"))
                : Optional.empty();
    }

    private static HttpProblem unknown(Context request, String sentence) {
        request.header("WWW-Authenticate", "Bearer realm=\"Darkroom\"");
        return new HttpProblem(401, "unauthorized", sentence, "");
    }
}
