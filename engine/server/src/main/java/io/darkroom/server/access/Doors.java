package io.darkroom.server.access;

import io.darkroom.queue.Store;
import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.ServerOptions.Listening;
import io.darkroom.server.http.Access;
import io.darkroom.server.http.Routes;
import io.javalin.config.JavalinConfig;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;

/** How one comes in: the addresses and names of the server, the pages that may call it, tokens and sessions. */
public final class Doors {
    private static final String SESSION_KEY = "session.key";
    private static final long SLOWEST_BYTES_PER_SECOND = 256; // a slower body would hold a thread for hours
    private static final int MOST_SOCKETS = 512; // of one address; a busy client has a handful

    private final Connectors connectors;
    private final Gate gate;
    private final Access access;
    private final Routes routes;

    private Doors(Connectors connectors, Gate gate, Access access, Routes routes) {
        this.connectors = connectors;
        this.gate = gate;
        this.access = access;
        this.routes = routes;
    }

    /**
     * Reads tokens and certificates.
     *
     * @param store keeps what seals the sessions
     * @throws CannotStartException if something of it is wrong, or the server would be open to a network without tokens
     */
    public static Doors of(ServerOptions options, Store store, InstantSource clock) {
        return of(options, store, clock, MOST_SOCKETS);
    }

    /** @param mostSockets that one address may have open */
    static Doors of(ServerOptions options, Store store, InstantSource clock, int mostSockets) {
        Listening listening = options.listening();
        Tokens tokens = new Tokens(listening);
        requireTokens(listening, tokens);
        Sessions sessions = new Sessions(sessionKey(store), clock);
        Optional<TokenAccess> access = tokens.needed()
                ? Optional.of(new TokenAccess(tokens, sessions, new Attempts(clock)))
                : Optional.empty();
        OriginCheck origins =
                new OriginCheck(new KnownHosts(listening.addresses(), listening.hostNames()), listening.corsOrigin());
        PagePolicy pages = options.frontEnd().isPresent() ? PagePolicy.FOREIGN_PAGES : PagePolicy.OWN_PAGES;
        SocketCount sockets = new SocketCount();
        return new Doors(
                new Connectors(listening, sockets),
                new Gate(origins, listening.corsOrigin(), pages, sockets, mostSockets),
                access.map(Access.class::cast).orElse(Access.OPEN),
                new SessionRoutes(access, sessions));
    }

    /** Puts the doors before everything else that is configured. */
    public void apply(JavalinConfig config) {
        connectors.apply(config);
        gate.setHandler(new MinimumDataRateHandler(SLOWEST_BYTES_PER_SECOND, 0));
        config.jetty.modifyServer(server -> server.setHandler(gate));
        config.routes.error(401, "text/html", LoginPage::answer); // a browser asked for a page
    }

    public Access access() {
        return access;
    }

    /** Logging in and out. */
    public Routes routes() {
        return routes;
    }

    private static void requireTokens(Listening listening, Tokens tokens) {
        boolean beyond = listening.addresses().stream().anyMatch(address -> !KnownHosts.isLoopback(address));
        if (!beyond || (tokens.needed() && !tokens.none())) {
            return;
        }
        String addresses = String.join(",", listening.addresses());
        if (listening.tokenFile().isPresent()) {
            throw new CannotStartException("Listening on " + addresses + " needs a token, and "
                    + listening.tokenFile().get()
                    + " has none. Add one to it, or start with: --token admin:" + Token.DEFAULT_OWNER + ":"
                    + Secrets.fresh());
        }
        throw new CannotStartException("Listening on " + addresses
                + " would let everybody on the network use this machine. Start with a token, for example: --token"
                + " admin:"
                + Token.DEFAULT_OWNER + ":" + Secrets.fresh()
                + " and log in with its last part. Without --listen only this machine can call, and needs none.");
    }

    private static String sessionKey(Store store) {
        return store.fact(SESSION_KEY).orElseGet(() -> {
            String key = Secrets.fresh();
            store.fact(SESSION_KEY, key);
            return key;
        });
    }
}
