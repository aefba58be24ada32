package io.darkroom.engine;

/**
 * How large a job may be before it is refused as a mistake or an attack.
 *
 * @param workflowNodes nodes of a submitted workflow
 * @param runNodes nodes of one run, with those that expansions add
 */
public record Limits(int workflowNodes, int runNodes) {
    /** 200,000 submitted nodes (twice what a careful machine-made workflow was asked to pass) and a million in a run. */
    public static final Limits DEFAULT = new Limits(200_000, 1_000_000);

    public Limits {
        if (workflowNodes < 1 || runNodes < workflowNodes) {
            throw new IllegalArgumentException(
                    "Limits must hold 1 <= workflowNodes (" + workflowNodes + ") <= runNodes (" + runNodes + ").");
        }
    }
}
