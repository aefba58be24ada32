package io.darkroom.server.event;

/** Who is told. */
public sealed interface Audience {
    /** Every connected client. */
    record Everybody() implements Audience {}

    /** The one client with this id, connected or not: what it misses is kept for a while. */
    record Client(String id) implements Audience {}

    static Audience everybody() {
        return new Everybody();
    }

    static Audience client(String id) {
        return new Client(id);
    }
}
