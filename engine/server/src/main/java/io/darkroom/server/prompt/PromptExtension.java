package io.darkroom.server.prompt;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Job;
import io.darkroom.server.http.HttpProblem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Something that a prompt may ask beyond ComfyUI, under members of its own beside the workflow. */
public interface PromptExtension {
    /**
     * What follows from a posted prompt.
     *
     * @param envelope the members beside the workflow
     * @param prompt good so far
     * @return empty if it asks nothing of this extension
     * @throws HttpProblem 400 if it asks wrongly
     */
    Optional<Plan> plan(JsonPart envelope, ReadyPrompt prompt);

    /** What an extension does with one prompt. */
    interface Plan {
        /**
         * What to accept, all or none: the prompt itself, changed or not, comes last.
         */
        default List<ReadyPrompt> prompts(ReadyPrompt prompt) {
            return List.of(prompt);
        }

        /** The prompt is on disk; its client is not yet answered. */
        default void accepted(Job job, Context request) {}
    }
}
