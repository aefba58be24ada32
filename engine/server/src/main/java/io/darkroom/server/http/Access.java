package io.darkroom.server.http;

import io.javalin.http.Context;

/** Decides who asks. */
@FunctionalInterface
public interface Access {
    /** Everybody is the local user: on the loopback without tokens. */
    Access OPEN = request -> Principal.LOCAL;

    /**
     * @throws HttpProblem 401 if a token is needed and there is none, or it is unknown
     */
    Principal principal(Context request);
}
