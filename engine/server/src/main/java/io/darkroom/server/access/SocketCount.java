package io.darkroom.server.access;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/** How many web sockets each address has open, so that one cannot take all there are. Safe for concurrent use. */
final class SocketCount implements Connection.Listener {
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof WebSocketConnection) {
            open.merge(address(connection), 1, Integer::sum);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof WebSocketConnection) {
            open.computeIfPresent(address(connection), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    int of(String address) {
        return open.getOrDefault(address, 0);
    }

    private static String address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
