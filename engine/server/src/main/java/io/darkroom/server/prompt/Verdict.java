package io.darkroom.server.prompt;

import io.darkroom.queue.Job;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a posted prompt. */
public sealed interface Verdict {
    /** The body of the answer. */
    Map<String, Object> toJson();

    /**
     * It is on disk and will run.
     *
     * @param nodeErrors what is wrong with outputs that will not run
     * @param remarks what was understood although it was not written so
     */
    record Accepted(Job job, PromptBody body, Map<String, Object> nodeErrors, List<String> remarks) implements Verdict {
        public Accepted {
            remarks = List.copyOf(remarks);
        }

        /** Whether some of its outputs will not run. */
        public boolean isPartial() {
            return !nodeErrors.isEmpty();
        }

        @Override
        public Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("prompt_id", job.id());
            json.put("number", PromptBody.number(job));
            json.put("node_errors", nodeErrors);
            if (!remarks.isEmpty()) {
                json.put("remarks", remarks);
            }
            return json;
        }
    }

    /**
     * It cannot run.
     *
     * @param details in ComfyUI's form
     * @param sentences all that is wrong, for the user
     */
    record Refused(String type, String message, String details, Map<String, Object> nodeErrors, List<String> sentences)
            implements Verdict {
        public Refused {
            sentences = List.copyOf(sentences);
        }

        @Override
        public Map<String, Object> toJson() {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("type", type);
            error.put("message", message);
            error.put("details", details);
            error.put("extra_info", Map.of());
            error.put("sentences", sentences);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("error", error);
            json.put("node_errors", nodeErrors);
            return json;
        }
    }
}
