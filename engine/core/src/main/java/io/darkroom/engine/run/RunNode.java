package io.darkroom.engine.run;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.cache.CacheKey;
import io.darkroom.engine.cache.NodeResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of one run and how far it is. Its graph's lock guards all that changes; while it runs, the thread that runs it may
 * use what is marked so.
 */
final class RunNode {
    /** How near a node is to an output: 0 is one, 1 feeds one, 2 feeds one that feeds one, 3 is farther. */
    static final int FAR = 3;

    static final int NOT_PLANNED = -1;

    final NodeRef ref;
    final WorkflowNode node;
    final NodeType type;
    final Optional<CacheKey> key;
    /** The node whose expansion added it. */
    final Optional<RunNode> parent;

    /** Lazy inputs it has asked for; for the running thread. */
    final Set<String> demanded = new HashSet<>();

    int rank;
    /** When it was planned. */
    int order = NOT_PLANNED;
    /** Its place among the outputs, in the order in which one thread would run them. */
    int outputPlace = Integer.MAX_VALUE;
    /** How many nodes it waits for. */
    int waits;

    @Nullable
    NodeResult result;
    /** The result of a node that computed the same in this run; for the running thread. */
    @Nullable
    NodeResult borrowed;
    /** Whether its result can be had again: from the cache, or by running it once more. */
    boolean repeatable = true;
    /** Whether its result was there and has been let go. */
    boolean released;
    /** What it expanded into; for the running thread. */
    @Nullable
    Expanded expanded;
    /** Nanoseconds it has run so far; for the running thread. */
    long nanos;
    /** The most memory seen while it ran; for the running thread. */
    volatile long peakBytes;

    RunNode(NodeRef ref, WorkflowNode node, NodeType type, Optional<CacheKey> key, Optional<RunNode> parent) {
        this.ref = ref;
        this.node = node;
        this.type = type;
        this.key = key;
        this.parent = parent;
        this.rank = isOutput() ? 0 : FAR;
    }

    String id() {
        return ref.id();
    }

    boolean isOutput() {
        return type.is(Trait.OUTPUT);
    }

    boolean isDone() {
        return result != null;
    }

    boolean isPlanned() {
        return order != NOT_PLANNED;
    }

    /** Whether the link at this input is followed only on demand, and was not demanded yet. */
    boolean isAsleep(String input) {
        return !demanded.contains(input)
                && type.input(input).map(InputSlot::lazy).orElse(false);
    }
}
