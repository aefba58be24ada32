package io.darkroom.server.access;

import io.darkroom.server.ServerOptions.Listening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens of a server: those of its command line, and those of its file. Safe for concurrent use. */
final class Tokens {
    private final List<Token> given;
    private final Optional<TokenFile> file;

    /**
     * @throws io.darkroom.server.CannotStartException if one of them is malformed
     */
    Tokens(Listening listening) {
        this.given = listening.tokens().stream().map(Token::given).toList();
        this.file = listening.tokenFile().map(TokenFile::new);
    }

    /** Whether clients need one. A file without tokens counts: whoever gives it wants nobody in without. */
    boolean needed() {
        return file.isPresent() || !given.isEmpty();
    }

    boolean none() {
        return all().isEmpty();
    }

    /** The token with this secret. */
    Optional<Token> find(String secret) {
        String hash = Secrets.hash(secret);
        return all().stream().filter(token -> Secrets.same(token.hash(), hash)).findFirst();
    }

    /** The token with this {@link Token#id}. */
    Optional<Token> byId(String id) {
        return all().stream().filter(token -> token.id().equals(id)).findFirst();
    }

    private List<Token> all() {
        List<Token> all = new ArrayList<>(given);
        file.ifPresent(kept -> all.addAll(kept.tokens()));
        return all;
    }
}
