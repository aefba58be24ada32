package io.darkroom.server.http;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param owner whose prompts, history and files are meant
 * @param scope the most that is allowed
 */
public record Principal(String owner, Scope scope) {
    /** The only user of a server on the loopback without tokens. */
    public static final Principal LOCAL = new Principal("default", Scope.ADMIN);

    /** Who asks where no token is needed. */
    static final Principal NOBODY = new Principal("", Scope.NONE);

    public boolean may(Scope wanted) {
        return scope.compareTo(wanted) >= 0;
    }

    /** The owner to whom what is listed must belong; empty for those who see everything. */
    public Optional<String> onlyOwner() {
        return scope == Scope.ADMIN ? Optional.empty() : Optional.of(owner);
    }
}
