package io.darkroom.engine.validate;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.graph.Cycles;
import io.darkroom.engine.graph.WorkflowGraph;
import io.darkroom.engine.names.Brief;
import io.darkroom.engine.names.Nearest;
import io.darkroom.engine.validate.Problem.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds all problems of a workflow at once. Node types are checked everywhere, since an unknown one may be an output; all
 * else only where an output needs it. Safe for concurrent use.
 */
public final class Validator {
    private static final int NEAREST_ASKED = 12; // different unknown names; comparing is slow

    private final Catalogue catalogue;
    private final Limits limits;

    public Validator(Catalogue catalogue, Limits limits) {
        this.catalogue = catalogue;
        this.limits = limits;
    }

    /** Checks what all output nodes need. */
    public Validation validate(Workflow workflow) {
        return validate(workflow, id -> true, "The workflow has no output node; add one, such as SaveImage.");
    }

    /**
     * Checks what some output nodes need.
     *
     * @param targets ids; those that are no output nodes are passed over, and none at all is a problem
     */
    public Validation validate(Workflow workflow, Set<String> targets) {
        return validate(
                workflow,
                targets::contains,
                targets.isEmpty()
                        ? "No output node was asked for; name at least one."
                        : "None of the nodes asked for is an output node of the workflow; name at least one.");
    }

    private Validation validate(Workflow workflow, Predicate<String> asked, String noOutputs) {
        Findings findings = new Findings();
        if (workflow.nodes().size() > limits.workflowNodes()) {
            findings.add(general(
                    Kind.TOO_MANY_NODES,
                    "Too many nodes",
                    "The workflow has " + workflow.nodes().size() + " nodes; limit " + limits.workflowNodes()
                            + " (limits.workflowNodes)."));
            Workflow none = new Workflow(Map.of());
            return validation(workflow, WorkflowGraph.of(none), findings, List.of());
        }
        Map<String, NodeType> types = types(workflow, findings);
        List<String> outputs = workflow.nodes().keySet().stream()
                .filter(id -> types.containsKey(id) && types.get(id).is(Trait.OUTPUT) && asked.test(id))
                .toList();
        if (outputs.isEmpty() && findings.problems().isEmpty()) { // an unknown type may be the output
            findings.add(general(Kind.NO_OUTPUTS, "Prompt has no outputs", noOutputs));
        }
        WorkflowGraph graph = WorkflowGraph.of(workflow);
        Set<String> needed = graph.needed(outputs);
        for (List<String> cycle : graph.cycles()) {
            if (needed.contains(cycle.get(0))) {
                findings.add(cycle(cycle, workflow, types));
            }
        }
        NodeCheck check = new NodeCheck(workflow, catalogue, findings);
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>(workflow.nodes());
        workflow.nodes().forEach((id, node) -> {
            NodeType type = types.get(id);
            if (type != null && needed.contains(id)) {
                nodes.put(id, check.check(new NodeUnderCheck(id, node, type)));
            }
        });
        return validation(new Workflow(nodes), graph, findings, outputs);
    }

    private static Validation validation(
            Workflow workflow, WorkflowGraph graph, Findings findings, List<String> outputs) {
        boolean hopeless =
                findings.problems().stream().anyMatch(problem -> problem.kind().concernsAll());
        Set<String> bad = graph.dependents(findings.badNodes());
        List<String> good = hopeless
                ? List.of()
                : outputs.stream().filter(id -> !bad.contains(id)).toList();
        return new Validation(workflow, graph, findings.problems(), findings.remarks(), outputs, good);
    }

    private Map<String, NodeType> types(Workflow workflow, Findings findings) {
        Map<String, NodeType> types = new HashMap<>();
        Map<String, String> questions = new HashMap<>();
        workflow.nodes().forEach((id, node) -> {
            Optional<NodeType> type = catalogue.find(node.type());
            if (type.isPresent()) {
                types.put(id, type.get());
                return;
            }
            String question = questions.size() < NEAREST_ASKED
                    ? questions.computeIfAbsent(node.type(), asked -> Nearest.question(asked, catalogue.ids()))
                    : questions.getOrDefault(node.type(), "");
            findings.add(new Problem(
                    Optional.of(id),
                    node.type(),
                    Kind.UNKNOWN_NODE_TYPE,
                    "Cannot execute because node " + Brief.oneLine(node.type()) + " does not exist.",
                    "Node ID '#" + Brief.oneLine(id) + "'",
                    Optional.empty(),
                    Map.of(),
                    "Node " + Brief.oneLine(id) + title(node) + ": there is no node type \""
                            + Brief.oneLine(node.type()) + "\"." + question
                            + " Install the plugin that brings it, or remove the node."));
        });
        return types;
    }

    private static Problem cycle(List<String> cycle, Workflow workflow, Map<String, NodeType> types) {
        String first = cycle.get(0);
        String path = Cycles.path(cycle, id -> id, id -> title(id, workflow, types));
        return new Problem(
                Optional.of(first),
                workflow.node(first).map(WorkflowNode::type).orElse(""),
                Kind.DEPENDENCY_CYCLE,
                "Dependency cycle detected",
                path,
                Optional.empty(),
                Map.of("cycle", cycle),
                "These nodes wait for each other: " + path + ". Remove one of the links.");
    }

    private static String title(String id, Workflow workflow, Map<String, NodeType> types) {
        NodeType type = types.get(id);
        return workflow.node(id)
                .map(node -> type == null
                        ? title(node)
                        : " \"" + Brief.oneLine(node.title().orElse(type.name())) + "\"")
                .orElse("");
    }

    private static String title(WorkflowNode node) {
        return node.title().map(title -> " \"" + Brief.oneLine(title) + "\"").orElse("");
    }

    private static Problem general(Kind kind, String message, String sentence) {
        return new Problem(Optional.empty(), "", kind, message, "", Optional.empty(), Map.of(), sentence);
    }
}
