package io.darkroom.api.extension;

import java.util.List;

/** A set of nodes and what they share; found by {@link java.util.ServiceLoader}. */
public interface NodePack extends AutoCloseable {
    /** Called once, when the catalogue loads. */
    Contribution contribute(Environment environment);

    /** Who brings its nodes, as in {@link io.darkroom.api.node.NodeType#source}: {@code nodes} for the built-in ones. */
    default String source() {
        return getClass().getPackageName();
    }

    /** What its nodes hold in memory, the longest unused first. Called at any time, from any thread; it does not wait for work. */
    default List<LoadedModel> loaded() {
        return List.of();
    }

    /**
     * Puts out of memory what its nodes hold; what is needed later loads again. Waits until what is at work is done. Called
     * when the user asks for room, and after memory has run out.
     */
    default void unload() {}

    /** Gives back what its nodes held, such as loaded networks. */
    @Override
    default void close() {}
}
