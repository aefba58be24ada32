package io.darkroom.queue;

import java.time.Instant;
import java.util.List;

/**
 * Messages to other programs about jobs, still to be delivered once the job is over; they survive the end of the process.
 * Safe for concurrent use.
 */
public interface Deliveries {
    /**
     * A message on its way.
     *
     * @param target where to, as the sender understands it
     * @param attempts how often it was tried in vain
     * @param due when to try next
     */
    record Delivery(long id, String jobId, String target, String message, int attempts, Instant due) {}

    /**
     * Keeps a message, due as soon as no unfinished job has this id, however that one ends; on disk when this returns. To be
     * called when the job is accepted, so that the end of the process loses neither.
     */
    void add(String jobId, String target, String message);

    /** Those that are due and whose job is over, oldest first. */
    List<Delivery> due(Instant now, int limit);

    void delivered(long id);

    void retry(long id, Instant due);

    /** Gives up on a message. */
    void drop(long id);
}
