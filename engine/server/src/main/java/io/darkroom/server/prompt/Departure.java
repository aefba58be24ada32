package io.darkroom.server.prompt;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client hangs up while it waits for its answer, which a server otherwise learns when it writes: after the
 * request is read, nobody reads from its connection until the answer is written, so this does.
 */
final class Departure {
    private final AbstractEndPoint connection;
    private final Runnable gone;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean hasReadAhead;

    private Departure(AbstractEndPoint connection, Runnable gone) {
        this.connection = connection;
        this.gone = gone;
    }

    /**
     * Watches until {@link #end}.
     *
     * @param gone runs once if the client hangs up before
     * @return empty if this connection cannot be watched
     */
    static Optional<Departure> watch(Context request, Runnable gone) {
        var endPoint = ServletContextRequest.getServletContextRequest(request.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (!(endPoint instanceof AbstractEndPoint connection)) {
            return Optional.empty();
        }
        Departure departure = new Departure(connection, gone);
        departure.listen();
        return Optional.of(departure);
    }

    /**
     * Whether a byte of a next request was read by mistake. The connection must then be closed with the answer, upon which its
     * client sends that request again, as HTTP demands of clients that do not wait for answers.
     */
    boolean hasReadAhead() {
        return hasReadAhead;
    }

    /** To be called before the answer is written, as the connection is then read by its owner again. */
    void end() {
        if (over.compareAndSet(false, true)) {
            connection.getFillInterest().onFail(new CancellationException("The answer is ready."));
        }
    }

    private void listen() {
        connection.tryFillInterested(Callback.from(this::readable, this::failed));
    }

    private void readable() {
        if (over.get()) {
            return;
        }
        try {
            int read = connection.fill(BufferUtil.allocate(1)); // the end of a stream is only found by reading
            if (read < 0) {
                left();
            } else if (read == 0) {
                listen();
            } else {
                hasReadAhead = true; // a next request, sent early; it is not watched any longer
            }
        } catch (IOException e) {
            left();
        }
    }

    private void failed(Throwable why) {
        if (why instanceof TimeoutException && !over.get()) {
            listen(); // an idle connection: the client waits, as it should
        } else if (!(why instanceof CancellationException)) {
            left();
        }
    }

    private void left() {
        if (over.compareAndSet(false, true)) {
            gone.run();
        }
    }
}
