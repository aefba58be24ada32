package io.darkroom.conformance;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import java.util.List;
import java.util.Map;

/** The toy nodes. */
public final class ConformanceNodes implements NodePack {
    @Override
    public Contribution contribute(Environment environment) {
        return new Contribution(List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Override
    public String source() {
        return "custom_nodes.conformance-nodes";
    }
}
