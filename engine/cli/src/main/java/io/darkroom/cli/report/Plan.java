package io.darkroom.cli.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would do. */
public record Plan(String file, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * A node that would run.
     *
     * @param files the user's files that its inputs name, by input
     */
    public record Step(String nodeId, String type, String title, Map<String, Path> files) {
        public Step {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }
}
