package io.darkroom.engine.run;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.Limits;
import io.darkroom.engine.cache.CacheKey;
import io.darkroom.engine.cache.KeyWriter;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.cache.OutputCache;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.disk.DiskCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The nodes of one run: those submitted and those that expansions added. Guarded by the run's lock, but for {@link #find},
 * {@link #holder} and {@link #result}.
 */
final class RunNodes {
    private final Catalogue catalogue;
    private final OutputCache cache;
    private final Limits limits;
    private final Keys keys;
    private final Optional<Durable> durable;
    private final Map<String, WorkflowNode> written;
    private final Map<String, RunNode> parents = new HashMap<>();
    private final Map<String, RunNode> made = new ConcurrentHashMap<>();

    RunNodes(
            Workflow workflow,
            Catalogue catalogue,
            OutputCache cache,
            Optional<DiskCache> disk,
            KeyWriter writer,
            Limits limits) {
        this.catalogue = catalogue;
        this.cache = cache;
        this.limits = limits;
        Map<String, WorkflowNode> all = new ConcurrentHashMap<>(workflow.nodes());
        Function<String, Optional<WorkflowNode>> find = id -> Optional.ofNullable(all.get(id));
        Fingerprints fingerprints = new Fingerprints();
        this.written = all;
        this.keys = new Keys(find, catalogue, writer, fingerprints, KeyForm.PLAIN);
        this.durable = disk.map(files -> new Durable(find, catalogue, fingerprints, keys, files));
    }

    /** A node as it is written. Safe for concurrent use. */
    Optional<WorkflowNode> find(String id) {
        return Optional.ofNullable(written.get(id));
    }

    /** The first node that computes what the key stands for. */
    Optional<String> holder(CacheKey key) {
        return keys.holder(key);
    }

    /** What the cache has of the nodes that the targets need. */
    List<RunNode> cached(List<String> targets) {
        targets.forEach(keys::of);
        cache.begin(keys.all());
        return keys.reusable().stream()
                .map(id -> get(id, Optional.empty()))
                .filter(RunNode::isDone)
                .toList();
    }

    /**
     * A node, with its result if the cache has it.
     *
     * @param consumer who needs it, for the message if there is no such node
     */
    RunNode get(String id, Optional<RunNode> consumer) {
        RunNode known = made.get(id);
        if (known != null) {
            if (known.released) { // perhaps it is still kept
                known.result = known.key.flatMap(cache::get).orElse(null);
                known.released = known.result == null;
            }
            return known;
        }
        WorkflowNode node = find(id).orElseThrow(() -> new BrokenGraphException(
                consumer.map(from -> from.ref), "needs node " + id + ", which does not exist."));
        Optional<RunNode> parent = Optional.ofNullable(parents.get(id));
        NodeType type = catalogue
                .find(node.type())
                .orElseThrow(() -> new BrokenGraphException(
                        parent.or(() -> consumer).map(from -> from.ref),
                        "needs node " + id + " of type \"" + node.type() + "\", which no pack brings."));
        RunNode fresh = new RunNode(ref(id, node, type, parent), node, type, keys.of(id), parent);
        fresh.result = fresh.key.flatMap(key -> kept(id, type, key)).orElse(null);
        made.put(id, fresh);
        return fresh;
    }

    /** The result of a node that a running node waited for; the run's lock has made it visible. */
    NodeResult result(String id) {
        RunNode node = made.get(id);
        if (node == null || node.result == null) {
            throw new IllegalStateException("Node " + id + " has no result yet.");
        }
        return node.result;
    }

    private Optional<NodeResult> kept(String id, NodeType type, CacheKey key) {
        return cache.get(key).or(() -> {
            Optional<NodeResult> onDisk = durable.flatMap(files -> files.find(id, type));
            onDisk.ifPresent(result -> cache.put(key, key, result));
            return onDisk;
        });
    }

    /** The way to the results on disk, if any are kept there. */
    Optional<Durable> durable() {
        return durable;
    }

    /** The key of the submitted node that a node was expanded from, or its own; empty if that has none. */
    Optional<CacheKey> owner(RunNode node) {
        return Optional.ofNullable(made.get(node.ref.realId())).flatMap(real -> real.key);
    }

    /** A node that was asked for before. */
    Optional<RunNode> known(String id) {
        return Optional.ofNullable(made.get(id));
    }

    /** Whether several nodes of this run compute the same as this one. */
    boolean isShared(RunNode node) {
        return node.key.map(keys::isShared).orElse(false);
    }

    /** The results there are. */
    List<NodeResult> results() {
        List<NodeResult> results = new ArrayList<>();
        for (RunNode node : made.values()) {
            if (node.result != null) {
                results.add(node.result);
            }
        }
        return results;
    }

    /** Adds what a node expanded into. */
    List<RunNode> add(RunNode parent, Map<String, WorkflowNode> nodes) {
        if (written.size() + nodes.size() > limits.runNodes()) {
            throw new BrokenGraphException(
                    Optional.of(parent.ref),
                    "would let the run grow to " + (written.size() + nodes.size()) + " nodes; limit "
                            + limits.runNodes() + " (limits.runNodes). Does its loop end?");
        }
        nodes.forEach((id, node) -> {
            if (written.putIfAbsent(id, node) != null) {
                throw Expanded.clash(parent, id);
            }
            parents.put(id, parent);
        });
        List<RunNode> added = new ArrayList<>();
        for (String id : nodes.keySet()) {
            added.add(get(id, Optional.of(parent)));
        }
        return added;
    }

    private NodeRef ref(String id, WorkflowNode node, NodeType type, Optional<RunNode> parent) {
        String title = node.title().orElse(type.name());
        if (parent.isEmpty()) {
            return new NodeRef(id, id, Optional.empty(), id, type.id(), title);
        }
        NodeRef from = parent.get().ref;
        // A copy of a copy is shown as the first.
        Optional<NodeRef> copied = node.displayId().map(made::get).map(original -> original.ref);
        return new NodeRef(
                id,
                copied.map(NodeRef::displayId).or(node::displayId).orElse(from.displayId()),
                Optional.of(from.id()),
                from.realId(),
                type.id(),
                copied.map(NodeRef::title).orElse(node.displayId().isPresent() ? title : from.title()));
    }
}
