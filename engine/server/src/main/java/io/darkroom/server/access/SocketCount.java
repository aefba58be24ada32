package io.darkroom.server.access;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/** How many web sockets each address has open, so that one cannot take all there are. Safe for concurrent use. */
final class SocketCount implements Connection.Listener {
    /** Whose each socket is: a closed one does not know any more. */
    private final IdentityHashMap<Connection, String> open = new IdentityHashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public synchronized void onOpened(Connection connection) {
        if (connection instanceof WebSocketConnection) {
            String address = address(connection);
            if (open.put(connection, address) == null) {
                counts.merge(address, 1, Integer::sum);
            }
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        String address = open.remove(connection);
        if (address != null) {
            counts.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
        }
    }

    synchronized int of(String address) {
        return counts.getOrDefault(address, 0);
    }

    private static String address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
