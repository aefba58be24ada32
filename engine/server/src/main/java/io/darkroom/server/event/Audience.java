package io.darkroom.server.event;

/** Who is told. */
public sealed interface Audience {
    /** Every connected client. */
    record Everybody() implements Audience {}

    /** Every connected client of one owner; without tokens that is everybody. */
    record Owner(String owner) implements Audience {}

    /**
     * The one client of an owner with this id, connected or not: what it misses is kept for a while. Another owner's client
     * with the same id is another client.
     */
    record Client(String owner, String id) implements Audience {}

    static Audience everybody() {
        return new Everybody();
    }

    static Audience owner(String owner) {
        return new Owner(owner);
    }

    static Audience client(String owner, String id) {
        return new Client(owner, id);
    }
}
