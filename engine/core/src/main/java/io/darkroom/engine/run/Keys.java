package io.darkroom.engine.run;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.cache.CacheKey;
import io.darkroom.engine.cache.KeyWriter;
import io.darkroom.engine.catalogue.Catalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The cache keys of a run's nodes: a digest of the node's type, fingerprint and constants and of the keys of what it is
 * linked to. Ids, titles and places do not enter. Keys of sources are computed first, with a stack of its own, so that
 * depth does not matter. Guarded by the run's lock, but for {@link #holder}.
 */
final class Keys {
    private final Function<String, Optional<WorkflowNode>> nodes;
    private final Catalogue catalogue;
    private final KeyWriter writer;
    private final Fingerprints fingerprints;
    private final KeyForm form;
    private final Map<String, Optional<CacheKey>> keys = new LinkedHashMap<>();
    private final Set<CacheKey> shared = new HashSet<>();
    private final Map<CacheKey, String> holders = new ConcurrentHashMap<>(); // read by nodes at work

    Keys(
            Function<String, Optional<WorkflowNode>> nodes,
            Catalogue catalogue,
            KeyWriter writer,
            Fingerprints fingerprints,
            KeyForm form) {
        this.nodes = nodes;
        this.catalogue = catalogue;
        this.writer = writer;
        this.fingerprints = fingerprints;
        this.form = form;
    }

    /** Empty if the node's result must never be used again. */
    Optional<CacheKey> of(String nodeId) {
        Optional<CacheKey> known = keys.get(nodeId);
        if (known != null) {
            return known;
        }
        Deque<String> open = new ArrayDeque<>();
        Set<String> entered = new HashSet<>();
        open.push(nodeId);
        while (!open.isEmpty()) {
            String id = open.peek();
            if (keys.containsKey(id)) {
                open.pop();
            } else if (entered.add(id)) {
                nodes.apply(id)
                        .ifPresent(node -> node.inputs().values().forEach(input -> {
                            if (input instanceof Input.Link link && !keys.containsKey(link.nodeId())) {
                                open.push(link.nodeId());
                            }
                        }));
            } else {
                open.pop();
                // A source that still has no key here waits for this node: a cycle, whose members have no keys.
                Optional<CacheKey> key = nodes.apply(id).flatMap(node -> compute(id, node));
                keys.put(id, key);
                key.filter(made -> holders.putIfAbsent(made, id) != null).ifPresent(shared::add);
            }
        }
        return keys.getOrDefault(nodeId, Optional.empty());
    }

    /** All that were computed. */
    Set<CacheKey> all() {
        return Set.copyOf(holders.keySet());
    }

    /** Whether several nodes of this run compute the same. */
    boolean isShared(CacheKey key) {
        return shared.contains(key);
    }

    /** Of the nodes that were asked for and those they are linked to, directly or not, the ones that have a key. */
    List<String> reusable() {
        List<String> ids = new ArrayList<>();
        keys.forEach((id, key) -> {
            if (key.isPresent()) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** The node of this run that has a key; the first, if several compute the same. */
    Optional<String> holder(CacheKey key) {
        return Optional.ofNullable(holders.get(key));
    }

    private Optional<CacheKey> compute(String id, WorkflowNode node) {
        Optional<NodeType> type = catalogue.find(node.type());
        if (type.isEmpty()) {
            return Optional.empty();
        }
        writer.text(node.type()).text(type.get().is(Trait.NOT_IDEMPOTENT) ? id : "");
        Optional<Fingerprints.Print> said = fingerprints.of(id, node, type.get());
        Optional<Fingerprints.Print> print = said.flatMap(form::print);
        print.ifPresent(written -> writer.value(written.value()));
        boolean reusable = print.isPresent();
        List<String> names = new ArrayList<>(node.inputs().keySet());
        Collections.sort(names);
        for (String name : names) {
            writer.text(name);
            Input input = node.inputs().get(name);
            if (input instanceof Input.Link link) {
                Optional<CacheKey> source = keys.getOrDefault(link.nodeId(), Optional.empty());
                source.ifPresent(key -> writer.link(key, link.slot()));
                reusable &= source.isPresent();
            } else if (input instanceof Input.Constant constant) {
                if (said.isEmpty() || !form.leavesOut(type.get(), name, said.get())) {
                    writer.value(constant.value());
                }
            } else {
                reusable = false; // a value at hand, which only the node that gave it could tell from another
            }
        }
        reusable &= !writer.sawUnequal();
        CacheKey key = writer.finish();
        return reusable ? Optional.of(key) : Optional.empty();
    }
}
