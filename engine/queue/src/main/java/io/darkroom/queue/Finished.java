package io.darkroom.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job of the past.
 *
 * @param started when it began to run for the last time; empty if it never did
 * @param remarks what the queue has to say: that it was interrupted by a restart, why it was set aside
 */
public record Finished(Job job, Outcome outcome, Optional<Instant> started, Instant ended, List<String> remarks) {
    public Finished {
        remarks = List.copyOf(remarks);
    }
}
