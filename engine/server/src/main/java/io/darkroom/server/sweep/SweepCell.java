package io.darkroom.server.sweep;

import io.darkroom.api.workflow.Workflow;
import java.util.List;

/**
 * One combination of a sweep's values.
 *
 * @param place where it is shown: page by page, row by row, from 0
 * @param labels one for each axis
 * @param targets the output nodes to run
 */
record SweepCell(int place, List<String> labels, Workflow workflow, List<String> targets) {
    SweepCell {
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
    }

    /** The prompt id of a cell. */
    static String id(String sweepId, int place) {
        return sweepId + "-" + (place + 1);
    }
}
