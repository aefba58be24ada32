package io.darkroom.api.extension;

/** A set of nodes and what they share; found by {@link java.util.ServiceLoader}. */
public interface NodePack extends AutoCloseable {
    /** Called once, when the catalogue loads. */
    Contribution contribute(Environment environment);

    /** Who brings its nodes, as in {@link io.darkroom.api.node.NodeType#source}: {@code nodes} for the built-in ones. */
    default String source() {
        return getClass().getPackageName();
    }

    /** Gives back what its nodes held, such as loaded networks. */
    @Override
    default void close() {}
}
