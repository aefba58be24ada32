package io.darkroom.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which clients may call this server. A page of a stranger can point a name of its own at this machine and then
 * counts as this server's own (DNS rebinding), but its name gives it away. Numbers cannot be pointed elsewhere.
 */
final class KnownHosts {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.%]+]");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0*(:0*)*:0*1]");

    private final boolean loopbackOnly;
    private final Set<String> names = new HashSet<>();

    KnownHosts(List<String> addresses, List<String> further) {
        loopbackOnly = addresses.stream().allMatch(KnownHosts::isLoopback);
        addresses.forEach(address -> names.add(bracketed(address)));
        further.forEach(name -> names.add(bracketed(name)));
    }

    /** Whether only this machine reaches an address. */
    static boolean isLoopback(String address) {
        return LOOPBACK.matcher(bracketed(address)).matches();
    }

    /**
     * @param host as the header has it, with or without port
     */
    boolean knows(String host) {
        String name = withoutPort(host);
        return LOOPBACK.matcher(name).matches()
                || names.contains(name)
                || (!loopbackOnly && (NUMBER.matcher(name).matches() || isThisMachine(name)));
    }

    private static boolean isThisMachine(String name) {
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return name.equals(own) || name.equals(own + ".local");
        } catch (UnknownHostException e) {
            return false; // it has no name
        }
    }

    private static String withoutPort(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf(']')) {
            name = name.substring(0, colon);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String bracketed(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
    }
}
