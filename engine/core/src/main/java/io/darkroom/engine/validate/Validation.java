package io.darkroom.engine.validate;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.graph.WorkflowGraph;
import java.util.List;
import java.util.Set;

/**
 * What is to be said about a workflow before it runs.
 *
 * @param workflow with its constants as they run: numbers of the declared kind, file names as they are listed
 * @param graph the links of that workflow
 * @param problems all of them, in the workflow's order
 * @param remarks sentences about what was understood although it was not written so
 * @param outputs the output nodes that were asked for, in the workflow's order
 * @param goodOutputs those of them that can run, even if others cannot
 */
public record Validation(
        Workflow workflow,
        WorkflowGraph graph,
        List<Problem> problems,
        List<String> remarks,
        List<String> outputs,
        List<String> goodOutputs) {
    public Validation {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
        outputs = List.copyOf(outputs);
        goodOutputs = List.copyOf(goodOutputs);
    }

    /** Whether nothing is wrong at all. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /** The asked-for outputs that cannot run because of this node. */
    public List<String> dependentOutputs(String nodeId) {
        Set<String> dependents = graph.dependents(List.of(nodeId));
        return outputs.stream().filter(dependents::contains).toList();
    }
}
