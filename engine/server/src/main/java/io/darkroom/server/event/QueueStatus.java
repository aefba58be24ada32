package io.darkroom.server.event;

import io.darkroom.queue.JobQueue;
import java.util.Map;

/**
 * Tells everybody how many prompts there are, at each change of the queue. While a prompt ends, its change is held back, so
 * that clients hear of the end first, as they are used to. Safe for concurrent use.
 */
public final class QueueStatus {
    private final JobQueue queue;
    private final Announcer announcer;
    private int holders;
    private boolean missed;

    public QueueStatus(JobQueue queue, Announcer announcer) {
        this.queue = queue;
        this.announcer = announcer;
    }

    /** The queue changed. */
    public synchronized void changed() {
        if (holders > 0) {
            missed = true;
        } else {
            announcer.tell(Audience.everybody(), message());
        }
    }

    /** Tells of no change until {@link #release}. */
    public synchronized void hold() {
        holders++;
    }

    /** Ends one {@link #hold}; what changed meanwhile is told now, once. */
    public synchronized void release() {
        holders--;
        if (holders == 0 && missed) {
            missed = false;
            announcer.tell(Audience.everybody(), message());
        }
    }

    private Message.Event message() {
        return new Message.Event("status", Map.of("status", state(queue.count().unfinished())));
    }

    /** The inner part of a {@code status} event. */
    public static Map<String, Object> state(int unfinished) {
        return Map.of("exec_info", Map.of("queue_remaining", unfinished));
    }
}
