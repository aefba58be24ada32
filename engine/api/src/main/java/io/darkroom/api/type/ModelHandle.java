package io.darkroom.api.type;

import java.util.Set;

/** A value that stands for networks. They load when they are used, and may stay in memory while somebody keeps the value. */
public interface ModelHandle {
    /** The ids of what it has loaded or may load, as {@link io.darkroom.api.extension.LoadedModel#id}; empty if unknown. */
    default Set<String> models() {
        return Set.of();
    }
}
