package io.darkroom.engine.graph;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/**
 * The nodes of a workflow and its links, from source to consumer. Links to nodes that do not exist are left out; cycles
 * may occur. Immutable. Nothing here recurses, so depth does not matter.
 */
public final class WorkflowGraph {
    private final Graph<String, DefaultEdge> links;

    private WorkflowGraph(Graph<String, DefaultEdge> links) {
        this.links = links;
    }

    public static WorkflowGraph of(Workflow workflow) {
        Graph<String, DefaultEdge> links = new DirectedPseudograph<>(DefaultEdge.class);
        workflow.nodes().keySet().forEach(links::addVertex);
        for (Map.Entry<String, WorkflowNode> entry : workflow.nodes().entrySet()) {
            for (Input input : entry.getValue().inputs().values()) {
                if (input instanceof Input.Link link && links.containsVertex(link.nodeId())) {
                    links.addEdge(link.nodeId(), entry.getKey());
                }
            }
        }
        return new WorkflowGraph(new AsUnmodifiableGraph<>(links));
    }

    /** These nodes and all they need, directly or not. */
    public Set<String> needed(Collection<String> targets) {
        return reached(new EdgeReversedGraph<>(links), targets);
    }

    /** These nodes and all that need them, directly or not. */
    public Set<String> dependents(Collection<String> sources) {
        return reached(links, sources);
    }

    /** One cycle for each knot of nodes that wait for each other, in link direction; the first node comes first only. */
    public List<List<String>> cycles() {
        return Cycles.of(links);
    }

    private static Set<String> reached(Graph<String, DefaultEdge> graph, Collection<String> starts) {
        List<String> known = new ArrayList<>(starts);
        known.removeIf(start -> !graph.containsVertex(start));
        Set<String> reached = new LinkedHashSet<>();
        if (!known.isEmpty()) {
            Iterator<String> steps = new BreadthFirstIterator<>(graph, known);
            steps.forEachRemaining(reached::add);
        }
        return reached;
    }
}
