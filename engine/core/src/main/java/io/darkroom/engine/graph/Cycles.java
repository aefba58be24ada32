package io.darkroom.engine.graph;

import io.darkroom.engine.names.Brief;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.AsSubgraph;

/** Names the cycles of a directed graph. */
public final class Cycles {
    private static final int SHOWN = 12;

    private Cycles() {}

    /**
     * One short cycle through the first node of each strongly connected part that has any: its nodes in edge direction,
     * each once. JGraphT says which nodes lie on cycles; a user needs one way round.
     */
    public static <V, E> List<List<V>> of(Graph<V, E> graph) {
        List<List<V>> cycles = new ArrayList<>();
        // Kosaraju's inspector keeps its own stack; Gabow's recurses and would overflow on deep chains.
        for (Set<V> part : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            V any = part.iterator().next();
            if (part.size() > 1) {
                cycles.add(throughFirst(graph, part));
            } else if (graph.containsEdge(any, any)) {
                cycles.add(List.of(any));
            }
        }
        return cycles;
    }

    /**
     * A cycle as a path that ends where it began: {@code 3 "VAE Decode" → 5 "Upscale" → 3}. Of a long one the first twelve
     * nodes.
     */
    public static <V> String path(List<V> cycle, Function<V, String> id, Function<V, String> title) {
        List<String> steps = new ArrayList<>();
        for (V node : cycle.subList(0, Math.min(cycle.size(), SHOWN))) {
            steps.add(Brief.oneLine(id.apply(node)) + Brief.oneLine(title.apply(node)));
        }
        if (cycle.size() > SHOWN) {
            steps.add((cycle.size() - SHOWN) + " more");
        }
        steps.add(Brief.oneLine(id.apply(cycle.get(0))));
        return String.join(" \u2192 ", steps);
    }

    private static <V, E> List<V> throughFirst(Graph<V, E> graph, Set<V> part) {
        V first = graph.vertexSet().stream().filter(part::contains).findFirst().orElseThrow();
        if (graph.containsEdge(first, first)) {
            return List.of(first);
        }
        AsSubgraph<V, E> knot = new AsSubgraph<>(graph, new HashSet<>(part));
        SingleSourcePaths<V, E> paths = new BFSShortestPath<>(knot).getPaths(first);
        V last = first;
        for (E edge : knot.incomingEdgesOf(first)) {
            V before = knot.getEdgeSource(edge);
            if (last.equals(first) || paths.getWeight(before) < paths.getWeight(last)) {
                last = before;
            }
        }
        GraphPath<V, E> way = paths.getPath(last);
        return List.copyOf(way.getVertexList());
    }
}
