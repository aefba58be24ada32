package io.darkroom.server.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a posted prompt before anything is done with it. */
public sealed interface Examined {
    /** It cannot run. */
    record Wrong(Verdict.Refused verdict) implements Examined {}

    /**
     * It can run.
     *
     * @param nodeErrors what is wrong with outputs that will not run
     * @param remarks what was understood although it was not written so
     */
    record Good(ReadyPrompt prompt, Map<String, Object> nodeErrors, List<String> remarks) implements Examined {
        public Good {
            nodeErrors = Collections.unmodifiableMap(new LinkedHashMap<>(nodeErrors));
            remarks = List.copyOf(remarks);
        }
    }
}
