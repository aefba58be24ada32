package io.darkroom.server.socket;

import io.darkroom.server.event.Announcer;
import io.darkroom.server.event.Audience;
import io.darkroom.server.event.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All clients, connected or lately gone. Each letter is numbered and given to all who get it in one step, so that every client
 * has them in the same order, and one that comes back with its last number gets what it missed, once. Safe for concurrent
 * use. Closing it closes all sockets.
 */
public final class Hub implements Announcer, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Hub.class);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST_ABSENT = 128;
    private static final Duration LOOK_AROUND = Duration.ofSeconds(20);
    private static final int GOING_AWAY = 1001; // RFC 6455, 7.4.1

    private final InstantSource clock;
    private final String epoch = UUID.randomUUID().toString();
    private final Map<Audience.Client, Mailbox> mailboxes = new LinkedHashMap<>();
    /** Also those whose client is another socket now; guarded by the mailboxes. */
    private final Set<Connection> open = new LinkedHashSet<>();

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "darkroom-sockets");
        thread.setDaemon(true);
        return thread;
    });
    private long last;

    public Hub(InstantSource clock) {
        this.clock = clock;
        var unused = sender.scheduleWithFixedDelay(
                this::lookAround, LOOK_AROUND.toMillis(), LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Names this run of the server: numbers of another run mean nothing. */
    String epoch() {
        return epoch;
    }

    @Override
    public void tell(Audience audience, Message message) {
        Frame frame = Frame.of(message);
        synchronized (mailboxes) {
            Letter letter = new Letter(last + 1, frame);
            if (audience instanceof Audience.Client client) {
                mailbox(client).put(letter);
            } else {
                mailboxes.forEach((client, mailbox) -> {
                    if (!(audience instanceof Audience.Owner owner)
                            || owner.owner().equals(client.owner())) {
                        mailbox.put(letter);
                    }
                });
            }
            last++;
        }
    }

    /** How many sockets are open. */
    public int connected() {
        synchronized (mailboxes) {
            return open.size();
        }
    }

    /**
     * A socket of this client is about to open: what the client is told from now on waits for it.
     *
     * @return the number of the latest letter so far
     */
    long expect(Audience.Client client) {
        synchronized (mailboxes) {
            mailbox(client).expect(clock.instant());
            return last;
        }
    }

    /**
     * What a client that connects has to be told of the past.
     *
     * @param number of the last letter before those that come by themselves
     * @param begun of the last letter that the client surely has: what it should name if it is gone again at once
     * @param missed letters that came before it, since it was expected or since those it has; empty if they are not all
     *     here, and it needs a snapshot
     * @param preview the picture that it was shown last
     */
    record Arrival(
            Connection connection, long number, long begun, Optional<List<Letter>> missed, Optional<Letter> preview) {}

    /**
     * Takes a socket for a client of this owner; the one that was this client before gets nothing more. What the client is
     * told from now on waits until the connection is released.
     *
     * @param expected what {@link #expect} gave for it
     */
    Arrival connect(Audience.Client client, long expected, Optional<Since> since, Session session) {
        Connection connection = new Connection(session, sender);
        since.ifPresent(past -> connection.wantNumbers());
        synchronized (mailboxes) {
            Mailbox mailbox = mailbox(client);
            Optional<List<Letter>> missed = since.isPresent() ? missed(since.get(), mailbox) : mailbox.after(expected);
            long begun = 0; // a number that is not kept: a snapshot is due whenever it comes back
            if (since.isPresent() && missed.isPresent()) {
                begun = since.get().epoch().isPresent() ? since.get().number() : mailbox.floor();
            }
            mailbox.attach(connection, last);
            open.add(connection);
            return new Arrival(connection, last, begun, missed, mailbox.preview());
        }
    }

    private Optional<List<Letter>> missed(Since since, Mailbox mailbox) {
        if (since.epoch().isEmpty()) { // it knows no number: it gets all if it was never here, a snapshot if it was
            return mailbox.isKnown() ? Optional.empty() : mailbox.after(mailbox.floor());
        }
        boolean ours = since.epoch().get().equals(epoch) && since.number() <= last;
        return ours ? mailbox.after(since.number()) : Optional.empty();
    }

    /** The client wants numbers from now on; the answer goes out with the number that it begins after. */
    void number(Connection connection, NumberedAnswer answer) {
        synchronized (mailboxes) {
            connection.wantNumbers();
            connection.offer(new Letter(0, answer.after(last)));
        }
    }

    /** Makes a frame that says after which number the numbers begin. */
    @FunctionalInterface
    interface NumberedAnswer {
        Frame after(long number);
    }

    /** The socket is gone. */
    void disconnect(Audience.Client client, Connection connection) {
        connection.retire();
        synchronized (mailboxes) {
            open.remove(connection);
            Mailbox mailbox = mailboxes.get(client);
            if (mailbox != null && mailbox.connection() == connection) {
                mailbox.detach(clock.instant());
                if (!connection.wantsNumbers() && !mailbox.isExpected()) {
                    mailboxes.remove(client); // it will not ask for what it misses
                }
            }
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
        connections().forEach(connection -> connection.close(GOING_AWAY, "The server ends."));
    }

    private Mailbox mailbox(Audience.Client client) {
        Mailbox known = mailboxes.get(client);
        if (known != null) {
            return known;
        }
        forgetTheAbsent(MOST_ABSENT - 1);
        Mailbox fresh = new Mailbox(last, clock.instant());
        mailboxes.put(client, fresh);
        return fresh;
    }

    private List<Connection> connections() {
        synchronized (mailboxes) {
            return List.copyOf(open);
        }
    }

    private void lookAround() {
        try {
            synchronized (mailboxes) {
                Instant longAgo = clock.instant().minus(KEPT);
                mailboxes
                        .values()
                        .removeIf(mailbox ->
                                mailbox.connection() == null && mailbox.left().isBefore(longAgo));
            }
            connections().forEach(Connection::ping);
        } catch (RuntimeException | Error e) { // the next time may go better; without this there would be none
            log.warn("The sockets could not be looked after.", e);
        }
    }

    /** Forgets those who left first until no more than so many remain. */
    private void forgetTheAbsent(int most) {
        List<Map.Entry<Audience.Client, Mailbox>> absent = mailboxes.entrySet().stream()
                .filter(entry -> entry.getValue().connection() == null)
                .sorted(Comparator.comparing(entry -> entry.getValue().left()))
                .toList();
        absent.stream()
                .limit(Math.max(0, absent.size() - most))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(mailboxes::remove);
    }
}
