package io.darkroom.server.access;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions.Listening;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Opens the addresses on which the server listens, all with the same port. */
final class Connectors {
    private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::", "[::]");
    private static final long IDLE_MILLIS = 60_000; // a client that says nothing for so long has gone
    private static final int HEADER_BYTES = 16 * 1024; // addresses with long prompts in them fit

    private final Listening listening;
    private final Optional<SslContextFactory.Server> tls;
    private final Connection.Listener listener;

    /**
     * @param listener hears of each connection
     */
    Connectors(Listening listening, Connection.Listener listener) {
        this.listening = listening;
        this.tls = listening.tls().map(PemFiles::context);
        this.listener = listener;
    }

    void apply(JavalinConfig config) {
        config.jetty.modifyHttpConfiguration(configuration -> {
            configuration.setRequestHeaderSize(HEADER_BYTES);
            if (tls.isPresent()) {
                configuration.addCustomizer(new SecureRequestCustomizer(false)); // the host is checked by the gate
            }
        });
        List<ServerConnector> opened = new ArrayList<>();
        for (String address : addresses()) {
            config.jetty.addConnector((server, configuration) -> {
                ServerConnector connector = connector(server, configuration);
                connector.setHost(address);
                connector.setPort(
                        opened.isEmpty() ? listening.port() : opened.get(0).getLocalPort());
                connector.setIdleTimeout(IDLE_MILLIS);
                connector.addEventListener(listener);
                open(connector, opened);
                opened.add(connector);
                return connector;
            });
        }
    }

    private ServerConnector connector(Server server, HttpConfiguration configuration) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return tls.isPresent()
                ? new ServerConnector(server, new SslConnectionFactory(tls.get(), http.getProtocol()), http)
                : new ServerConnector(server, http);
    }

    /** Java takes calls by IPv4 and IPv6 at the address of either kind that means all. */
    private List<String> addresses() {
        List<String> addresses = listening.addresses();
        Optional<String> all = addresses.stream().filter(EVERYWHERE::contains).findFirst();
        return all.map(List::of).orElse(addresses);
    }

    private void open(ServerConnector connector, List<ServerConnector> opened) {
        try {
            connector.open();
        } catch (IOException | UnresolvedAddressException e) {
            opened.forEach(ServerConnector::close);
            throw new CannotStartException(reason(connector, e), e);
        }
    }

    private static String reason(ServerConnector connector, Exception failed) {
        String address = connector.getHost();
        int port = connector.getPort();
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        String said = String.valueOf(cause.getMessage());
        if (failed instanceof UnresolvedAddressException || cause instanceof UnresolvedAddressException) {
            return "There is no address \"" + address + "\"; --listen takes addresses of this machine.";
        }
        if (said.contains("ermission denied")) {
            return "Port " + port + " of " + address
                    + " is kept for the system's administrator; take one from 1024 on with --port.";
        }
        if (said.contains("annot assign")) {
            return "The address " + address + " is not one of this machine; --listen takes those it has.";
        }
        if (cause instanceof BindException || cause instanceof SocketException) {
            return "Port " + port + " of " + address
                    + " is in use, perhaps by another Darkroom or ComfyUI. Stop that, or"
                    + " take another port: --port " + (port + 1) + ".";
        }
        return "Port " + port + " of " + address + " cannot be listened on (" + said + ").";
    }
}
