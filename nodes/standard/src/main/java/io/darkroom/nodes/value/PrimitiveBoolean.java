package io.darkroom.nodes.value;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Toggle;

@NodeInfo(id = "PrimitiveBoolean", name = "Boolean", category = "utils/primitive", about = "Holds a yes or no.")
public final class PrimitiveBoolean implements Node<PrimitiveBoolean.In, PrimitiveBoolean.Out> {
    public record In(@Toggle boolean value) {}

    public record Out(@Named("BOOLEAN") boolean value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
