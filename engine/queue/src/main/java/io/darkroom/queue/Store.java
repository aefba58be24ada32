package io.darkroom.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one database keeps. Closing it gives running jobs back and waits until all is on disk. Whatever writes
 * throws {@link RefusedException} with {@code UNAVAILABLE} while that is impossible.
 */
public interface Store extends AutoCloseable {
    JobQueue queue();

    History history();

    Outputs outputs();

    Deliveries deliveries();

    /** A small fact the program keeps, such as a generated key. */
    Optional<String> fact(String name);

    void fact(String name, String value);

    /** What the user should know of the database: that it was restored from its backup, and what is missing. */
    List<String> notices();

    /** Why writing fails at present; empty while it works. */
    Optional<String> trouble();

    /** What writing to the disk costs. */
    Writing writing();

    @Override
    void close();

    /**
     * What was written since the store was opened.
     *
     * @param spent from the beginnings of the commits until they were on disk
     */
    record Writing(long commits, Duration spent) {}
}
