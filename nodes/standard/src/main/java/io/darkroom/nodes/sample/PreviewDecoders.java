package io.darkroom.nodes.sample;

import io.darkroom.api.type.Vae;
import java.util.Optional;

/** Where tiny decoders come from. */
@FunctionalInterface
public interface PreviewDecoders {
    /**
     * TAESD's decoder; empty if its file is not there.
     *
     * @throws io.darkroom.api.node.NodeException if the file is no such decoder
     */
    Optional<Vae> taesd();
}
