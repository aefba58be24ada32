package io.darkroom.server.work;

import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.queue.Job;
import io.darkroom.server.prompt.PromptBody;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of prompts that are not for the engine, such as the sheet of a sweep, and tells of it as the engine does: the
 * same events, the same ending, the same history. Safe for concurrent use.
 */
public interface Specialist {
    /** Whether a prompt is for this one; what it asks beyond ComfyUI says so. */
    boolean means(PromptBody body);

    /** Why a prompt must wait although its turn came; empty if it need not. */
    Optional<Postponement> postponed(Job job, PromptBody body);

    /**
     * Does a prompt's work on this thread; what it throws ends the prompt as failed.
     *
     * @param request what the engine would be given
     */
    Done run(Job job, PromptBody body, RunRequest request, Consumer<? super Event> listener);

    /** @param why in a sentence; becomes a remark of the prompt */
    record Postponement(Duration pause, String why) {}

    /** @param figures what the prompt's history says beyond that of any prompt, JSON values */
    record Done(RunResult result, Map<String, @Nullable Object> figures) {
        public Done {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        }
    }
}
