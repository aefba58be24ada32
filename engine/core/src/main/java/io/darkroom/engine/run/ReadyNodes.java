package io.darkroom.engine.run;

import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The nodes that wait for nothing, and which of them is next: outputs first, then those near an output, then the first
 * planned, so that pictures appear early.
 *
 * <p>Once outputs are ordered, each waits for those before it, however many branches run beside each other: two nodes that
 * save under one name must not swap their numbers from run to run. An output without a place, which an expansion added,
 * runs when nothing else can, and so does one whose turn cannot come because one before it waits for it.
 */
final class ReadyNodes {
    private final TreeSet<RunNode> outputs =
            new TreeSet<>(Comparator.<RunNode>comparingInt(n -> n.outputPlace).thenComparingInt(n -> n.order));
    private final TreeSet<RunNode> others =
            new TreeSet<>(Comparator.<RunNode>comparingInt(n -> n.rank).thenComparingInt(n -> n.order));
    private final BitSet passed = new BitSet();
    private int turn;
    private boolean ordered;

    void add(RunNode node) {
        (node.isOutput() ? outputs : others).add(node);
    }

    /** From now on outputs run one at a time, by their place. */
    void keepOutputOrder() {
        ordered = true;
    }

    /** To be called before anything changes that decides its place; true if it was there. */
    boolean remove(RunNode node) {
        return (node.isOutput() ? outputs : others).remove(node);
    }

    /** The next node, taken out; empty if all that is ready must wait for what is running. */
    Optional<RunNode> take(Beside beside) {
        if (!outputs.isEmpty() && (isNext(outputs.first()) || (others.isEmpty() && beside == Beside.NOTHING))) {
            return Optional.ofNullable(outputs.pollFirst());
        }
        return Optional.ofNullable(others.pollFirst());
    }

    /** Whether there is one to take. */
    boolean has(Beside beside) {
        return !others.isEmpty() || (!outputs.isEmpty() && (isNext(outputs.first()) || beside == Beside.NOTHING));
    }

    /** An output has done what it does at its place. */
    void pass(RunNode output) {
        if (output.outputPlace != Integer.MAX_VALUE) {
            passed.set(output.outputPlace);
            turn = passed.nextClearBit(turn);
        }
    }

    private boolean isNext(RunNode output) {
        return !ordered || output.outputPlace == turn;
    }

    /** What runs at the same time. */
    enum Beside {
        NOTHING,
        OTHERS
    }
}
