package io.darkroom.server.event;

/** Tells clients what happens. Never blocks on a slow one. Safe for concurrent use. */
@FunctionalInterface
public interface Announcer {
    void tell(Audience audience, Message message);
}
