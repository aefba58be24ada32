package io.darkroom.server.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the server's own pages from strangers' by what browsers say and no page can forge: the name that was called, the page's
 * origin, and whether both belong together. Scripts say nothing of the kind and pass.
 */
final class OriginCheck {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final KnownHosts hosts;
    private final Optional<String> allowed;

    /**
     * What is looked at in a request; absent headers are empty.
     *
     * @param socket whether it opens a web socket
     * @param secure whether it came by TLS
     */
    record Call(
            String method,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> fetchSite,
            boolean socket,
            boolean secure) {}

    /**
     * @param allowed an origin whose pages may call; {@code *}: all may
     */
    OriginCheck(KnownHosts hosts, Optional<String> allowed) {
        this.hosts = hosts;
        this.allowed = allowed;
    }

    /** Why the request is refused, in a sentence; empty if it is not. */
    Optional<String> refusal(Call call) {
        if (allowed.equals(Optional.of("*"))) {
            return Optional.empty();
        }
        String host = call.host.orElse("");
        if (call.host.isPresent() && !hosts.knows(host)) {
            return Optional.of("This server does not go by the name \"" + host
                    + "\". If it should, start it with --allow-host and that name.");
        }
        if (call.origin.isPresent()) {
            String origin = call.origin.get();
            if (allowed.equals(call.origin) || isOwn(origin, host, call.secure)) {
                return Optional.empty();
            }
            return Optional.of("A page of \"" + origin + "\" called this server by the name \"" + host
                    + "\". Pages of other origins may not; start it with --enable-cors-header "
                    + (origin.equals("null") ? "and that page's origin" : origin) + " if this one should.");
        }
        if (call.fetchSite.equals(Optional.of("cross-site")) && (call.socket || !HARMLESS.contains(call.method))) {
            return Optional.of("A page of another site called this server. Start it with --enable-cors-header and that"
                    + " page's origin if it should.");
        }
        return Optional.empty();
    }

    /** Behind a proxy that ends TLS the page's scheme is https and ours is not, so that only TLS of our own says what it must be. */
    private static boolean isOwn(String origin, String host, boolean secure) {
        String lower = origin.toLowerCase(Locale.ROOT);
        boolean https = lower.startsWith("https://");
        if (!https && (secure || !lower.startsWith("http://"))) {
            return false;
        }
        String defaultPort = https ? ":443" : ":80";
        String page = lower.substring(lower.indexOf("//") + 2);
        return without(defaultPort, page).equals(without(defaultPort, host.toLowerCase(Locale.ROOT)));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
