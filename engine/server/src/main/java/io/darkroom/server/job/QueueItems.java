package io.darkroom.server.job;

import io.darkroom.queue.Job;
import io.darkroom.server.prompt.PromptBody;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * The queue's items as ComfyUI shows them, as JSON. Clients ask for the whole queue each time it changes, so an item is
 * written once and kept as long as the queue keeps its job at hand. Safe for concurrent use.
 */
final class QueueItems {
    private final Map<Job, String> known = Collections.synchronizedMap(new WeakHashMap<>());

    String text(List<Job> jobs) {
        return jobs.stream()
                .map(job -> known.computeIfAbsent(job, PromptBody::itemText))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
