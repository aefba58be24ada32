package io.darkroom.server.socket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket. Letters wait in its outbox and leave one after the other as fast as the client reads; nobody waits for it.
 * Safe for concurrent use.
 */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final int TRY_AGAIN_LATER = 1013; // RFC 6455's registry

    private final Session session;
    private final Executor sender;
    private final Outbox outbox = new Outbox();
    private volatile boolean wantsNumbers;
    private volatile boolean wantsMetadata;
    private boolean spoke;
    private boolean held = true;
    private boolean over;
    private boolean inFlight;
    private boolean looping;

    /** @param sender runs what sends; many connections share it */
    Connection(Session session, Executor sender) {
        this.session = session;
        this.sender = sender;
    }

    /** Sends a letter after those that wait; while it is held, when it is released. */
    void offer(Letter letter) {
        int waiting;
        synchronized (this) {
            if (over) {
                return;
            }
            outbox.add(letter);
            if (!outbox.isTooFull()) {
                schedule();
                return;
            }
            waiting = outbox.size();
            end();
        }
        log.warn("A client reads too slowly: {} messages wait for it. Its socket is closed.", waiting);
        session.close(
                TRY_AGAIN_LATER,
                "You read too slowly, and " + waiting + " messages wait. Come back with ?since=.",
                Callback.from(() -> {}, failure -> session.disconnect()));
    }

    /** Sends these first and then whatever came meanwhile. */
    synchronized void release(List<Letter> first) {
        outbox.addFirst(first);
        held = false;
        schedule();
    }

    /** Another socket is this client now: the old one stays open and gets nothing more, as in ComfyUI. */
    synchronized void retire() {
        end();
    }

    private void end() {
        over = true;
        outbox.clear();
    }

    /** Whether this is the first text that the client sends. */
    synchronized boolean speaksFirst() {
        boolean first = !spoke;
        spoke = true;
        return first;
    }

    boolean wantsNumbers() {
        return wantsNumbers;
    }

    void wantNumbers() {
        wantsNumbers = true;
    }

    void wantMetadata() {
        wantsMetadata = true;
    }

    /** Asks for a sign of life, unless it is busy taking what it was sent. */
    void ping() {
        synchronized (this) {
            if (inFlight) {
                return;
            }
        }
        try {
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        } catch (RuntimeException e) {
            log.debug("A socket is closed already.", e);
        }
    }

    /** Ends the socket for good. */
    void close(int status, String reason) {
        retire();
        session.close(status, reason, Callback.from(() -> {}, failure -> session.disconnect()));
    }

    /** Ends the socket without a word, whatever state it is in. */
    void disconnect() {
        retire();
        session.disconnect();
    }

    private void schedule() {
        if (held || looping || inFlight) {
            return; // whoever sends goes on with the next
        }
        try {
            sender.execute(this::send);
        } catch (RejectedExecutionException e) {
            end(); // the server ends
        }
    }

    private void send() {
        synchronized (this) {
            if (looping) {
                return;
            }
            looping = true;
        }
        Optional<Letter> next = next();
        while (next.isPresent()) {
            send(next.get());
            next = next();
        }
    }

    /** The next letter if it may leave now; if none may, the loop is over. */
    private synchronized Optional<Letter> next() {
        Optional<Letter> next = inFlight ? Optional.empty() : outbox.next();
        inFlight |= next.isPresent();
        looping = next.isPresent();
        return next;
    }

    private void send(Letter letter) {
        Callback callback = Callback.from(this::sent, this::failed);
        try {
            if (letter.frame().body() instanceof Frame.Json json) {
                boolean numbered = wantsNumbers && letter.number() > 0;
                session.sendText(numbered ? json.numbered(letter.number()) : json.text(), callback);
            } else if (letter.frame().body() instanceof Frame.Binary binary) {
                session.sendBinary((wantsMetadata ? binary.withMetadata() : binary.plain()).duplicate(), callback);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private synchronized void sent() {
        inFlight = false;
        schedule();
    }

    /** The client is gone; the socket's end is told to the hub by Jetty. */
    private synchronized void failed(Throwable failure) {
        log.debug("A message did not reach its client.", failure);
        inFlight = false;
        end();
    }
}
