package io.darkroom.api.extension;

/** A set of nodes and what they share; found by {@link java.util.ServiceLoader}. */
public interface NodePack extends AutoCloseable {
    /** Called once, when the catalogue loads. */
    Contribution contribute(Environment environment);

    /** Gives back what its nodes held, such as loaded networks. */
    @Override
    default void close() {}
}
