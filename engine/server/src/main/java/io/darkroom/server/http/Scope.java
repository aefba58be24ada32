package io.darkroom.server.http;

import java.util.Locale;

/** What a client must be allowed to do. Each includes the ones before it. */
public enum Scope {
    /** Needs no token: health, the pages themselves. */
    NONE,
    /** See what is there. */
    READ,
    /** Submit prompts and change what is one's own. */
    RUN,
    /** Change what concerns everybody: plugins, pausing, other owners' prompts. */
    ADMIN;

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
