package io.darkroom.server.work;

import io.darkroom.server.Parts;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.event.QueueStatus;
import io.darkroom.server.metrics.Tally;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all workers share.
 *
 * @param painter draws previews
 * @param tally counts what they do
 */
record Workshop(
        Parts parts,
        ServerOptions options,
        List<Specialist> specialists,
        Announcer announcer,
        QueueStatus status,
        Executor painter,
        Tally tally) {
    Workshop {
        specialists = List.copyOf(specialists);
    }

    private static final Logger log = LoggerFactory.getLogger(Workshop.class);

    /** The version in the jar's manifest; {@code development} when it runs from class files. */
    static String version() {
        String version = Workshop.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Gives memory back after it ran out, so that the next prompt has room. */
    void makeRoom() {
        free(new Foreman.Wanted(true, true));
    }

    void free(Foreman.Wanted wanted) {
        try {
            if (wanted.results()) {
                parts.engine().clearCache();
            }
            if (wanted.models()) {
                parts.catalogue().unload();
            }
        } catch (RuntimeException e) {
            log.warn("Not all memory could be freed.", e);
        }
    }
}
