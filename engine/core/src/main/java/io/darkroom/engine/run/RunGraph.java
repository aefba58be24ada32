package io.darkroom.engine.run;

import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.graph.Cycles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * What a run has planned and who waits for whom. Waits are edges of a JGraphT graph from source to consumer; they stay when
 * the source is done, and each node counts those that are left. Guarded by the run's lock.
 */
final class RunGraph {
    private final RunNodes nodes;
    private final ReadyNodes ready = new ReadyNodes();
    private final Graph<RunNode, DefaultEdge> waits = new SimpleDirectedGraph<>(DefaultEdge.class);
    private final Set<RunNode> unfinished = new LinkedHashSet<>();
    private final Map<Object, RunNode> leaders = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>(); // links of unfinished nodes, by the node they read
    private int planned;

    RunGraph(RunNodes nodes) {
        this.nodes = nodes;
    }

    ReadyNodes ready() {
        return ready;
    }

    boolean isFinished() {
        return unfinished.isEmpty();
    }

    /** Plans a node and all it needs, as far as that is not done. */
    void plan(RunNode target) {
        Deque<RunNode> open = new ArrayDeque<>();
        open.push(target);
        while (!open.isEmpty()) {
            RunNode node = open.pop();
            if (node.isDone() || node.isPlanned()) {
                continue;
            }
            node.order = planned++;
            unfinished.add(node);
            forEachSource(node, source -> readers.merge(source, 1, Integer::sum));
            for (Map.Entry<String, Input> input : node.node.inputs().entrySet()) {
                if (input.getValue() instanceof Input.Link link && !node.isAsleep(input.getKey())) {
                    RunNode source = nodes.get(link.nodeId(), Optional.of(node));
                    await(source, node);
                    open.push(source);
                }
            }
            if (node.waits == 0) {
                ready.add(node);
            }
        }
    }

    /** Puts a node back until the lazy inputs it asked for are there. */
    void demand(RunNode node, Collection<String> inputs) {
        for (String name : inputs) {
            if (node.node.inputs().get(name) instanceof Input.Link link) {
                RunNode source = nodes.get(link.nodeId(), Optional.of(node));
                await(source, node);
                plan(source);
            }
        }
        putBack(node);
    }

    /**
     * Puts a node back until the nodes it expanded into are done.
     *
     * @return the outputs among them, planned; some may be done already
     */
    List<RunNode> expand(RunNode parent, Expanded expanded) {
        parent.expanded = expanded;
        List<RunNode> outputs = nodes.add(parent, expanded.nodes(parent)).stream()
                .filter(RunNode::isOutput)
                .toList();
        outputs.forEach(this::plan);
        for (Input result : expanded.results()) {
            if (result instanceof Input.Link link) {
                RunNode source = nodes.get(link.nodeId(), Optional.of(parent));
                readers.merge(link.nodeId(), 1, Integer::sum);
                await(source, parent);
                plan(source);
            }
        }
        ready.pass(parent);
        putBack(parent);
        return outputs;
    }

    /**
     * A node has its result: those that waited for it alone are ready, and the results that only it still needed leave.
     *
     * @param again whether the result may be used again
     */
    void finish(RunNode node, NodeResult result, boolean again) {
        node.result = result;
        node.borrowed = null;
        node.repeatable = again;
        unfinished.remove(node);
        ready.pass(node);
        if (waits.containsVertex(node)) {
            for (DefaultEdge wait : waits.outgoingEdgesOf(node)) {
                RunNode consumer = waits.getEdgeTarget(wait);
                consumer.waits--;
                putBack(consumer);
            }
        }
        forEachSource(node, source -> {
            if (readers.merge(source, -1, Integer::sum) == 0) {
                readers.remove(source);
                nodes.known(source).ifPresent(this::release);
            }
        });
    }

    /**
     * Lets go of a result that no planned node needs any more; the cache may keep it. Should an expansion ask for it later, and
     * the cache have lost it, its node runs once more: so it stays if that would do harm.
     */
    private void release(RunNode node) {
        boolean harmless = node.repeatable
                && node.key.isPresent()
                && node.expanded == null
                && !node.isOutput()
                && !node.type.is(Trait.NOT_IDEMPOTENT)
                && !nodes.isShared(node);
        if (node.isDone() && harmless) {
            node.result = null;
            node.released = true;
            node.order = RunNode.NOT_PLANNED;
            node.key.ifPresent(leaders::remove);
            waits.removeVertex(node);
        }
    }

    /** The ids at the other ends of all links of a planned node, of lazy ones too, once for each link. */
    private static void forEachSource(RunNode node, Consumer<String> action) {
        Expanded expanded = node.expanded;
        Stream.concat(
                        node.node.inputs().values().stream(),
                        expanded == null ? Stream.empty() : expanded.results().stream())
                .forEach(input -> {
                    if (input instanceof Input.Link link) {
                        action.accept(link.nodeId());
                    }
                });
    }

    /**
     * The next node to run, taken out of those that are ready. One that computes what another computes already waits for
     * that one and then borrows its result.
     */
    Optional<RunNode> take(ReadyNodes.Beside beside) {
        Optional<RunNode> next = ready.take(beside);
        while (next.isPresent()) {
            RunNode node = next.get();
            RunNode leader = node.key.map(key -> leaders.putIfAbsent(key, node)).orElse(node);
            if (leader == node || leader.isDone()) {
                node.borrowed = leader.result;
                return next;
            }
            await(leader, node);
            next = ready.take(beside);
        }
        return next;
    }

    /** Nodes that wait for each other, in link direction, when nothing is ready and nothing runs. */
    List<RunNode> cycle() {
        return Cycles.of(new AsSubgraph<>(waits, unfinished)).get(0);
    }

    /** Gives the planned outputs their places: the order in which one thread would run them. */
    void orderOutputs() {
        List<RunNode> order = unfinished.stream().filter(RunNode::isOutput).toList();
        order = order.size() > 1 ? simulated() : order;
        for (int place = 0; place < order.size(); place++) {
            RunNode output = order.get(place);
            boolean wasReady = ready.remove(output);
            output.outputPlace = place;
            if (wasReady) {
                ready.add(output);
            }
        }
        ready.keepOutputOrder();
    }

    /** The outputs as they come if one node after another finishes, as far as is planned. */
    private List<RunNode> simulated() {
        List<RunNode> outputs = new ArrayList<>();
        Map<RunNode, Integer> finishedSources = new HashMap<>();
        TreeSet<RunNode> open =
                new TreeSet<>(Comparator.<RunNode>comparingInt(n -> n.rank).thenComparingInt(n -> n.order));
        unfinished.stream().filter(node -> node.waits == 0).forEach(open::add);
        for (RunNode node = open.pollFirst(); node != null; node = open.pollFirst()) {
            if (node.isOutput()) {
                outputs.add(node);
            }
            if (waits.containsVertex(node)) {
                for (DefaultEdge wait : waits.outgoingEdgesOf(node)) {
                    RunNode consumer = waits.getEdgeTarget(wait);
                    if (finishedSources.merge(consumer, 1, Integer::sum) == consumer.waits) {
                        open.add(consumer);
                    }
                }
            }
        }
        return outputs;
    }

    private void await(RunNode source, RunNode consumer) {
        if (source.isDone()) {
            return;
        }
        waits.addVertex(source);
        waits.addVertex(consumer);
        if (source == consumer) {
            throw new BrokenGraphException(
                    Optional.of(consumer.ref), "waits for itself; one of its inputs is linked to its own output.");
        }
        if (waits.addEdge(source, consumer) != null) { // several links between two nodes are one wait
            consumer.waits++;
            approach(source, consumer.rank + 1);
        }
    }

    private void putBack(RunNode node) {
        if (node.waits == 0 && !node.isDone() && node.isPlanned()) {
            ready.add(node);
        }
    }

    /** Tells a node, and through it its sources, that an output is this near; at most three steps deep. */
    private void approach(RunNode node, int rank) {
        if (rank >= node.rank) {
            return;
        }
        boolean wasReady = ready.remove(node);
        node.rank = rank;
        if (wasReady) {
            ready.add(node);
        }
        for (DefaultEdge wait : waits.incomingEdgesOf(node)) {
            approach(waits.getEdgeSource(wait), rank + 1);
        }
    }
}
