package io.darkroom.server.http;

/** A group of routes about one topic. */
@FunctionalInterface
public interface Routes {
    void addTo(Router router);
}
