package io.darkroom.server.access;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Scope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key to the server: what its bearer may do, and in whose name. The secret itself is not kept.
 *
 * @param owner a name that is good for a folder
 * @param hash of the secret: SHA-256 in lower-case hexadecimal
 */
record Token(Scope scope, String owner, String hash) {
    /** Whose a token is that names no owner: the local user's, so that it finds what was made without tokens. */
    static final String DEFAULT_OWNER = Principal.LOCAL.owner();

    private static final int SHORTEST_SECRET = 16;
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LINE = Pattern.compile("(\\w+)\\s+(\\S+)\\s+sha256:([0-9a-f]{64})");
    private static final Pattern GIVEN = Pattern.compile("([^:]+):([^:]+):(\\S+)");

    /**
     * As the command line gives it: {@code SCOPE:OWNER:SECRET}, or a secret alone, which may do everything.
     *
     * @throws CannotStartException if it is neither, or too short to withstand guessing
     */
    static Token given(String text) {
        Matcher parts = GIVEN.matcher(text);
        if (parts.matches()) {
            return new Token(scope(parts.group(1)), owner(parts.group(2)), Secrets.hash(secret(parts.group(3))));
        }
        if (text.contains(":")) {
            throw new CannotStartException("A token with colons must be SCOPE:OWNER:SECRET, such as \"run:ann:"
                    + Secrets.fresh() + "\"; the one given has other parts.");
        }
        return new Token(Scope.ADMIN, DEFAULT_OWNER, Secrets.hash(secret(text)));
    }

    /** A line of the token file; empty if it is none. */
    static Optional<Token> ofLine(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Token(scope(parts.group(1)), owner(parts.group(2)), parts.group(3)));
        } catch (CannotStartException e) {
            return Optional.empty();
        }
    }

    String line() {
        return scope.word() + " " + owner + " sha256:" + hash;
    }

    /** Tells it from other tokens and is no secret. */
    String id() {
        return hash.substring(0, 16);
    }

    Principal principal() {
        return new Principal(owner, scope);
    }

    static Scope scope(String word) {
        for (Scope scope : Scope.values()) {
            if (scope != Scope.NONE && scope.word().equals(word)) {
                return scope;
            }
        }
        throw new CannotStartException(
                "A token has the scope \"" + word + "\"; there are \"read\", \"run\" and \"admin\".");
    }

    static String owner(String name) {
        if (!OWNER.matcher(name).matches()) {
            throw new CannotStartException("A token has the owner \"" + name
                    + "\"; an owner is up to 64 letters, digits, dots, dashes and underscores, with a letter"
                    + " or digit first.");
        }
        return name;
    }

    private static String secret(String text) {
        if (text.length() < SHORTEST_SECRET || text.chars().anyMatch(Character::isWhitespace)) {
            throw new CannotStartException("A token's secret has " + text.length() + " characters; it needs at least "
                    + SHORTEST_SECRET + " and no spaces. Here is a fresh one: " + Secrets.fresh());
        }
        return text;
    }
}
